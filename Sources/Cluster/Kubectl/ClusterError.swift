/// Something about the cluster that keeps it from being observed, as one sentence with what to do about it.
public struct ClusterError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of obstacle it is.
    public var code: Code
    /// The obstacle as one sentence, with the remedy where there is one.
    public var description: String

    /// The kinds of obstacles. More may come.
    public struct Code: Sendable, Hashable {
        private let name: String

        /// There is no kubectl where it was looked for.
        public static let noKubectl = Code(name: "noKubectl")
        /// The kubectl there is can't do what is asked of it.
        public static let oldKubectl = Code(name: "oldKubectl")
        /// No cluster is configured, or not the one that was named.
        public static let notConfigured = Code(name: "notConfigured")
        /// The API server refuses connections or can't be found.
        public static let unreachable = Code(name: "unreachable")
        /// The API server takes connections and doesn't answer.
        public static let frozen = Code(name: "frozen")
        /// The user's credentials are missing or no longer valid.
        public static let unauthorized = Code(name: "unauthorized")
        /// The user may not do this.
        public static let forbidden = Code(name: "forbidden")
        /// There is no such object.
        public static let notFound = Code(name: "notFound")
        /// The cluster has no such kind of object.
        public static let noSuchKind = Code(name: "noSuchKind")
        /// The metrics server isn't there.
        public static let noMetrics = Code(name: "noMetrics")
        /// The address or the port isn't one that can be forwarded.
        public static let notForwarded = Code(name: "notForwarded")
        /// It was not done within its time.
        public static let overdue = Code(name: "overdue")
        /// Anything else kubectl complained of.
        public static let other = Code(name: "other")
    }

    /// Makes an error.
    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    /// Whether trying again could help.
    package var isPassing: Bool {
        [.unreachable, .frozen, .unauthorized, .other, .overdue].contains(code)
    }
}
