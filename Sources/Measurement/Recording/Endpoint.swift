/// What an endpoint's samples are.
public enum EndpointKind: String, Codable, Sendable, CaseIterable {
    /// A request and its answer; part of the run's totals.
    case request
    /// A group of requests with a time of its own; not part of the totals.
    case transaction
    /// A message from its publisher to its consumer; not part of the totals.
    case message
}

/// One row of a report: a name that requests share.
package struct Endpoint: Sendable, Hashable {
    /// The name: `GET /product/{id}`.
    package var name: String
    /// What its samples are.
    package var kind: EndpointKind
    /// The tags by which it can be picked.
    package var tags: [String]

    /// Creates an endpoint.
    package init(name: String, kind: EndpointKind = .request, tags: [String] = []) {
        self.name = name
        self.kind = kind
        self.tags = tags
    }

    /// The name under which the requests beyond the limit of names are counted.
    package static let overflowName = "(other endpoints)"
}

/// A recorder's short name of an endpoint; valid for that recorder only.
package struct EndpointID: Sendable, Hashable {
    let index: Int
}
