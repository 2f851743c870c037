/// A place where the same service runs: staging, production.
public struct TargetEnvironment: Sendable, Hashable {
    /// What it is chosen by.
    public let name: String
    /// Its address.
    public let url: String
    /// Whether it serves real customers, so that a run needs an explicit word.
    public let isProduction: Bool

    /// An environment of a name.
    public init(_ name: String, _ url: String, isProduction: Bool = false) {
        self.name = name
        self.url = url
        self.isProduction = isProduction
    }

    /// Where changes are tried.
    public static func staging(_ url: String) -> TargetEnvironment { TargetEnvironment("staging", url) }

    /// Where real customers are.
    public static func production(_ url: String) -> TargetEnvironment {
        TargetEnvironment("production", url, isProduction: true)
    }
}
