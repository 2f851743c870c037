import Foundation

@testable import Platform

/// moto's stand-in for AWS.
final class MotoServer: Sendable {
    static let isInstalled = ServerProcess.program("moto_server") != nil

    let url: String
    private let process: ServerProcess

    private init(_ process: ServerProcess, url: String) {
        self.process = process
        self.url = url
    }

    /// Starts moto on a free port and hands it over.
    static func run(_ body: (MotoServer) async throws -> Void) async throws {
        let program = ServerProcess.program("moto_server") ?? "moto_server"
        let process = try ServerProcess(program, ["-H", "127.0.0.1", "-p", "0"], folder: ServerProcess.folder())
        defer { process.stop() }
        let url = try await process.waited(for: "address") {
            process.log.firstMatch(of: #/Running on (http://127\.0\.0\.1:\d+)/#).map { String($0.1) }
        }
        try await body(MotoServer(process, url: url))
    }

    /// A source with any credentials: moto checks none unless told to.
    func cloudWatch(
        _ metrics: [CloudWatch.Metric] = [],
        credentials: AWSCredentials = AWSCredentials(accessKeyID: "AKID", secretAccessKey: "secret")
    ) -> CloudWatch {
        CloudWatch(reading: metrics, region: "eu-central-1", endpoint: url, credentials: credentials)
    }

    /// Creates a user that may do the given actions, and has moto check keys, signatures and permissions from now on.
    func guarded(allowing actions: String) async throws -> AWSCredentials {
        _ = try await iam("Action=CreateUser&UserName=u")
        let key = try await iam("Action=CreateAccessKey&UserName=u")
        let policy = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"\#(actions)","Resource":"*"}]}"#
        let escaped = policy.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        _ = try await iam("Action=PutUserPolicy&UserName=u&PolicyName=p&PolicyDocument=\(escaped)")
        _ = try await Exchange.perform(
            ExchangeRequest(
                url: "\(url)/moto-api/reset-auth", headers: [(name: "Content-Type", value: "text/plain")], body: "0"))
        guard let id = key.firstMatch(of: #/<AccessKeyId>(.+?)</#),
            let secret = key.firstMatch(of: #/<SecretAccessKey>(.+?)</#)
        else { throw ServerFailure(description: "moto made no key: \(key)") }
        return AWSCredentials(accessKeyID: String(id.1), secretAccessKey: String(secret.1))
    }

    private func iam(_ form: String) async throws -> String {
        let answer = try await Exchange.perform(
            ExchangeRequest(
                url: "\(url)/", headers: [(name: "Content-Type", value: "application/x-www-form-urlencoded")],
                body: form + "&Version=2010-05-08",
                signature: RequestSignature(
                    accessKeyID: "AKID", secretAccessKey: "secret", region: "us-east-1", service: "iam")))
        return String(decoding: answer.body, as: UTF8.self)
    }
}
