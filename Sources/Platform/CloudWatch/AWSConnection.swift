internal import Foundation

/// Where and as whom a service of AWS is spoken to, worked out from what was given and the environment.
///
/// The environment's variables are those of AWS's own tools: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_REGION` or
/// `AWS_DEFAULT_REGION`, `AWS_ENDPOINT_URL_CLOUDWATCH` or `AWS_ENDPOINT_URL`.
struct AWSConnection: Sendable {
    let endpoint: String
    let region: String
    let credentials: AWSCredentials

    /// Works the connection out; all that is missing or wrong is told at once.
    init(
        endpoint givenEndpoint: String?, region givenRegion: String?, credentials givenCredentials: AWSCredentials?,
        environment: [String: String]
    ) throws(PlatformFailure) {
        func variable(_ names: String...) -> String? {
            names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        var faults: [String] = []
        let region = givenRegion ?? variable("AWS_REGION", "AWS_DEFAULT_REGION") ?? ""
        if region.isEmpty {
            faults.append("there is no region (set AWS_REGION)")
        } else if !region.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }) {
            faults.append("“\(region)” isn't a region such as eu-central-1")
        }
        let endpoint =
            givenEndpoint ?? variable("AWS_ENDPOINT_URL_CLOUDWATCH", "AWS_ENDPOINT_URL")
            ?? "https://monitoring.\(region).amazonaws.com\(region.hasPrefix("cn-") ? ".cn" : "")"
        if let fault = Address.fault(of: endpoint) { faults.append(fault) }

        let id = givenCredentials?.accessKeyID ?? variable("AWS_ACCESS_KEY_ID")
        let secret = givenCredentials?.secretAccessKey ?? variable("AWS_SECRET_ACCESS_KEY")
        if id == nil { faults.append("there is no access key (set AWS_ACCESS_KEY_ID)") }
        if secret == nil { faults.append("there is no secret key (set AWS_SECRET_ACCESS_KEY)") }
        // A token belongs to its key: never mix one of the environment with keys that were given.
        let credentials =
            givenCredentials
            ?? AWSCredentials(
                accessKeyID: id ?? "-", secretAccessKey: secret ?? "-", sessionToken: variable("AWS_SESSION_TOKEN"))
        faults += credentials.faults
        guard faults.isEmpty else {
            throw PlatformFailure(.configuration, "CloudWatch can't be asked: \(faults.joined(separator: ", and "))")
        }
        self.endpoint = endpoint.hasSuffix("/") ? endpoint : endpoint + "/"
        self.region = region
        self.credentials = credentials
    }
}
