/// A service under load: where it is, and how its users reach it.
///
///     extension Target {
///         static let shop = Target("https://shop.example") {
///             $0.tls.caFile = "ca.pem"
///             $0.timeouts.total = .seconds(5)
///         }
///     }
public struct Target: Sendable {
    /// What reports call it.
    public var name: String
    /// The address that paths are appended to: `https://shop.example/api`.
    public var url: String
    /// Sent with each request, unless the request says otherwise.
    public var headers = Headers()
    /// How long a request may take.
    public var timeouts = Timeouts()
    /// How connections are secured.
    public var tls = TLSOptions()
    /// A proxy between users and target; none unless given, whatever the environment says.
    public var proxy: Proxy?
    /// Who users are to the target; a user may change it.
    public var authentication: Authentication?
    /// Addresses that stand for names: `["shop.example:443": "10.0.0.7"]`.
    public var resolve: [String: String] = [:]
    /// A Unix socket that is connected to instead of the address.
    public var unixSocket: String?
    /// Which HTTP is spoken.
    public var version = HTTPVersion.http1
    /// Who shares connections, and how long they live.
    public var connections = ConnectionPolicy.perUser
    /// How far redirects are followed; nil for not at all, so that an answer of 302 stays one.
    ///
    /// Other hosts aren't shown who the user is, but headers like an API key's go along: give nil where a target sends users elsewhere.
    public var redirects: Int? = 10
    /// Whether compressed answers are asked for.
    public var acceptsCompression = false
    /// Whether each user keeps the cookies it is given.
    public var keepsCookies = true
    /// Whether bodies are kept for checks; they are counted only otherwise. A request may say otherwise.
    public var keepsBodies = false
    /// What an answer may not exceed.
    public var limits = ResponseLimits()
    /// How the tool calls itself in requests.
    public var userAgent = Target.defaultUserAgent

    /// Whether connections, requests and answers are written to standard error as they go, heads only: to find out why a scenario doesn't
    /// do what it should. For one user; the lines of several mix.
    public var isTraced = false

    /// Starts the target when no address is given for it; nil for one that is there.
    public var launcher: TargetLauncher?
    /// The same service elsewhere, chosen by name with PLIMSOLL_ENVIRONMENT.
    public var environments: [TargetEnvironment] = []
    /// Further environment variables that may hold the address, `FRONTEND_ADDR` for example.
    public var variables: [String] = []
    /// Whether it serves real customers, so that a run needs an explicit word.
    public var isProduction = false

    /// A target at an address.
    ///
    /// - Parameters:
    ///   - url: `http://` or `https://`, a host, perhaps a port and the beginning of a path.
    ///   - name: what reports call it; the address otherwise.
    ///   - configure: sets the options.
    public init(_ url: String, name: String? = nil, configure: (inout Target) -> Void = { _ in }) {
        self.url = url
        self.name = name ?? url
        configure(&self)
    }
}
