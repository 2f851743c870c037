extension HTTPServer {
    /// How a server serves.
    package struct Configuration: Sendable {
        /// An address of this machine; loopback unless said otherwise.
        package var host: String
        /// 0 for a free one.
        package var port: Int
        /// The bytes a request's body may have; beyond, 413.
        package var bodyLimit: Int
        /// What each request has to carry, or nil.
        package var credentials: BasicCredentials?
        package var connectionLimit: Int
        /// The seconds after which an idle connection is closed, 0 for never.
        package var idleSeconds: Int
        /// The number of threads, each with its own selector; handlers of one server run side by side beyond 1.
        package var threads: Int

        package init(
            host: String = "127.0.0.1", port: Int = 0, bodyLimit: Int = 4 << 20, credentials: BasicCredentials? = nil,
            connectionLimit: Int = 65_000, idleSeconds: Int = 0, threads: Int = 1
        ) {
            self.host = host
            self.port = port
            self.bodyLimit = bodyLimit
            self.credentials = credentials
            self.connectionLimit = connectionLimit
            self.idleSeconds = idleSeconds
            self.threads = threads
        }
    }
}
