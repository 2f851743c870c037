import Foundation

/// The JetStream API over a connection: requests on `$JS.API.…` with typed JSON.
///
/// Reference: https://docs.nats.io/reference/reference-protocols/nats_api_reference
package struct JetStream {
    package let connection: NATSConnection
    package var timeoutNs: Int64 = 5_000_000_000
    /// `$JS.API`, or `$JS.<domain>.API`.
    private let prefix: String

    package init(_ connection: NATSConnection) {
        self.connection = connection
        prefix = connection.options.jetStreamPrefix
    }

    private struct Failure: Decodable { var error: JetStreamRefusal? }
    private struct Done: Decodable { var success: Bool? }
    private struct ConsumerRequest: Encodable {
        var stream_name: String
        var config: ConsumerConfiguration
    }

    // MARK: - Streams

    package func createStream(_ config: StreamConfiguration) async throws -> StreamInfo {
        try await ask("STREAM.CREATE.\(config.name)", JSONEncoder().encode(config))
    }

    package func streamInfo(_ name: String) async throws -> StreamInfo {
        try await ask("STREAM.INFO.\(name)", Data())
    }

    /// The stream's info, or `nil` when there is no such stream.
    package func existingStream(_ name: String) async throws -> StreamInfo? {
        do {
            return try await streamInfo(name)
        } catch let refusal as JetStreamRefusal where refusal.errorCode == JetStreamRefusal.streamNotFound {
            return nil
        }
    }

    package func deleteStream(_ name: String) async throws {
        let _: Done = try await ask("STREAM.DELETE.\(name)", Data())
    }

    package func purgeStream(_ name: String) async throws {
        let _: Done = try await ask("STREAM.PURGE.\(name)", Data())
    }

    // MARK: - Consumers

    /// Makes a consumer; with a durable name the one that exists already is returned if it is the same.
    package func createConsumer(_ config: ConsumerConfiguration, on stream: String) async throws -> ConsumerInfo {
        let request = try JSONEncoder().encode(ConsumerRequest(stream_name: stream, config: config))
        if let durable = config.durableName {
            return try await ask("CONSUMER.DURABLE.CREATE.\(stream).\(durable)", request)
        }
        return try await ask("CONSUMER.CREATE.\(stream)", request)
    }

    package func consumerInfo(_ name: String, on stream: String) async throws -> ConsumerInfo {
        try await ask("CONSUMER.INFO.\(stream).\(name)", Data())
    }

    package func existingConsumer(_ name: String, on stream: String) async throws -> ConsumerInfo? {
        do {
            return try await consumerInfo(name, on: stream)
        } catch let refusal as JetStreamRefusal where refusal.errorCode == JetStreamRefusal.consumerNotFound {
            return nil
        }
    }

    package func deleteConsumer(_ name: String, on stream: String) async throws {
        let _: Done = try await ask("CONSUMER.DELETE.\(stream).\(name)", Data())
    }

    // MARK: - Requests

    private func ask<Answer: Decodable>(_ subject: String, _ body: Data) async throws -> Answer {
        let full = "\(prefix).\(subject)"
        let reply: Requests.Reply
        do {
            reply = try await connection.request(full, payload: [UInt8](body), timeoutNs: timeoutNs)
        } catch let failure as NATSRequestFailure where failure.code == .noResponders {
            guard let domain = connection.options.jetStreamDomain else { throw failure }
            throw NATSRequestFailure(code: .noDomain(domain, own: connection.info.domain), subject: full)
        }
        let data = Data(reply.payload)
        if let error = (try? JSONDecoder().decode(Failure.self, from: data))?.error { throw error }
        do {
            return try JSONDecoder().decode(Answer.self, from: data)
        } catch {
            throw NATSRequestFailure(
                code: .unreadable(String(decoding: reply.payload, as: UTF8.self)), subject: full)
        }
    }
}
