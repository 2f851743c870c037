/// The name of a JetStream domain: a part of a system of servers that keeps its streams for itself, such as a leaf node at the edge.
///
/// Its API is asked as `$JS.<domain>.API…`, from wherever the account reaches. Reference: https://docs.nats.io/running-a-nats-service/configuration/leafnodes/jetstream_leafnodes
package struct JetStreamDomain: Equatable, Sendable {
    package let name: String

    /// A text that can't be a domain's name.
    package struct Fault: Error, Equatable, CustomStringConvertible {
        package let text: String

        package var description: String {
            "“\(text)” is no JetStream domain; its name is one word without blanks, dots, * or >, such as hub"
        }
    }

    package init(_ text: String) throws(Fault) {
        if text.isEmpty || text.contains(where: { $0.isWhitespace || ".*>".contains($0) }) { throw Fault(text: text) }
        name = text
    }
}
