internal import Foundation

/// Sends operations to CloudWatch in its JSON protocol.
struct CloudWatchConnection: Sendable {
    let service: Service
    private let connection: AWSConnection
    private let limits: ExchangeLimits

    init(_ connection: AWSConnection, limits: ExchangeLimits, retries: RetryPolicy) {
        self.connection = connection
        self.limits = limits
        service = Service(
            name: "CloudWatch at \(connection.endpoint.dropLast())", keys: .capitalised, retries: retries,
            readError: AWSError.read,
            remedy: AWSError.remedy)
    }

    var name: String { service.name }

    /// Sends an operation and reads its answer.
    func ask<Answer: Decodable>(_ operation: String, _ question: some Encodable, isRepeatable: Bool)
        async throws(PlatformFailure) -> Answer
    {
        let body: String
        do {
            body = String(decoding: try service.keys.encoder.encode(question), as: UTF8.self)
        } catch {
            throw PlatformFailure(.configuration, "\(name) can't be asked for \(operation): \(error)")
        }
        let answer = try await service.perform(
            request(operation, body: body), operation: operation, isRepeatable: isRepeatable)
        return try service.decode(Answer.self, from: answer, operation: operation)
    }

    private func request(_ operation: String, body: String) -> ExchangeRequest {
        let credentials = connection.credentials
        var headers = [
            (name: "Content-Type", value: "application/x-amz-json-1.0"),
            (name: "X-Amz-Target", value: "GraniteServiceVersion20100801.\(operation)"),
        ]
        if let token = credentials.sessionToken { headers.append((name: "X-Amz-Security-Token", value: token)) }
        return ExchangeRequest(
            url: connection.endpoint, headers: headers, body: body,
            signature: RequestSignature(
                accessKeyID: credentials.accessKeyID, secretAccessKey: credentials.secretAccessKey,
                region: connection.region, service: "monitoring"),
            limits: limits)
    }
}
