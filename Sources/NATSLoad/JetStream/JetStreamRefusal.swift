/// An error that JetStream answers with: to an API request or instead of an acknowledgement.
package struct JetStreamRefusal: Error, Decodable, Equatable, Sendable, CustomStringConvertible {
    /// Like an HTTP status.
    package var code: Int
    /// Which error it is.
    package var errorCode: Int
    package var text: String

    package init(code: Int, errorCode: Int, text: String) {
        self.code = code
        self.errorCode = errorCode
        self.text = text
    }

    private enum CodingKeys: String, CodingKey {
        case code
        case errorCode = "err_code"
        case text = "description"
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        code = try values.decodeIfPresent(Int.self, forKey: .code) ?? 0
        errorCode = try values.decodeIfPresent(Int.self, forKey: .errorCode) ?? 0
        text = try values.decodeIfPresent(String.self, forKey: .text) ?? ""
    }

    package static let streamNotFound = 10059
    package static let consumerNotFound = 10014
    package static let streamNameInUse = 10058

    /// What can be done about it, for the errors that load tests meet.
    private var remedy: String? {
        switch errorCode {
        case 10074: "replicas need a cluster of at least that many servers; use 1 on a single server"
        case 10039: "JetStream is not enabled for this account"
        case 10076: "JetStream is not enabled on this server; start it with -js"
        case 10047, 10028:
            "the server has not that much storage or memory left; lower max_bytes or the number of streams"
        case 10023, 10002: "the account's or server's resources are used up"
        case 10005: "no servers of the cluster can hold it; lower replicas, or add servers or storage"
        case 10026: "raise max_consumers, or lower count_per_stream"
        case 10027: "the account may have no more streams; remove some or lower count"
        case 10025, 10157: "this server is stricter than the ones this client was written for; please report it"
        case 10054: "the stream's max_msg_size is smaller than these messages; lower message_size_bytes"
        case 10058: "a stream of this name exists with another configuration"
        case 10065: "another stream has these subjects; use other subjects or remove that stream"
        case 10082: "a consumer that acknowledges nothing can't have max_ack_pending"
        case 10109: "the stream is sealed: nothing is stored in it or removed from it any more"
        case 10113: "this account wants a max_bytes for each stream"
        case 10118, 10119, 10194, 10195: "its servers are away, or too old for how it is configured"
        case 10120: "the account has no JetStream limits for that number of replicas"
        case 10121: "lower max_ack_pending"
        case 10122: "lower max_bytes, or raise the account's limit"
        case 10167: "the stream has too much in work; publish with fewer publishers or slower"
        case 10084, 10098: "a workqueue stream's consumers need explicit acknowledgement"
        case 10099, 10100:
            "a workqueue stream takes one consumer for each subject; use count_per_stream 1 or retention limits"
        case 10077: "the stream is full and discards new messages; consume faster or raise its limits"
        case 10007, 10008, 10009: "the cluster has no leader for this stream at the moment"
        case Self.consumerNotFound: "the consumer was removed, by somebody else or because it was inactive"
        default: nil
        }
    }

    package var description: String {
        "JetStream refuses (error \(errorCode)): \(text)" + (remedy.map { "; \($0)" } ?? "")
    }
}
