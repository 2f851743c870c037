/// What one endpoint measured.
public struct EndpointReport: Measured {
    /// The endpoint's name.
    public let name: String
    /// What its samples are.
    public let kind: EndpointKind
    /// Its tags.
    public let tags: [String]
    /// The counts and times behind the figures.
    public let evidence: Evidence

    package init(name: String, kind: EndpointKind, tags: [String], evidence: Evidence) {
        self.name = name
        self.kind = kind
        self.tags = tags
        self.evidence = evidence
    }
}
