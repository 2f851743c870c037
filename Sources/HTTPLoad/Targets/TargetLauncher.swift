/// Starts a target for the time of a run.
public struct TargetLauncher: Sendable {
    /// A target that was started: where it is, and how it is ended.
    public struct Launched: Sendable {
        /// Its address.
        public let url: String
        /// Ends it.
        public let stop: @Sendable () async -> Void

        /// A target that was started.
        public init(url: String, stop: @escaping @Sendable () async -> Void) {
            self.url = url
            self.stop = stop
        }
    }

    /// Starts the target.
    public let launch: @Sendable () async throws -> Launched

    /// A launcher.
    public init(_ launch: @escaping @Sendable () async throws -> Launched) {
        self.launch = launch
    }
}

extension Target {
    /// A target of a name that is started for each run, unless `PLIMSOLL_TARGET_<NAME>` says where one is.
    public init(
        named name: String, launching launcher: TargetLauncher, configure: (inout Target) -> Void = { _ in }
    ) {
        // The launcher tells the true address; nobody connects to this one.
        self.init("http://127.0.0.1:9", name: name)
        self.launcher = launcher
        configure(&self)
    }
}
