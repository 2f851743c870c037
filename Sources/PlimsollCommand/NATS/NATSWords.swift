import Cluster
import Foundation
import Load
import NATSLoad
import Results

/// The options that all verbs on NATS share: where the broker is, who we are, what stays.
struct NATSWords {
    static let options: [Usage.Option] = [
        .value(
            "--url", "<urls>",
            "the broker, nats://… or tls://…, several with commas (NATS_URL, else nats://localhost:4222)"),
        .value(
            "--service", "<namespace/service:port>",
            "the broker's service in the cluster, such as messaging/nats:4222: kubectl forwards a port to it meanwhile"),
        .value("--creds", "<file>", "credentials file of nsc"),
        .value("--nkey", "<file>", "file with an NKEY seed"),
        .value("--user", "<name>", "user; the password comes from --password or NATS_PASSWORD"),
        .value("--password", "<word>", "password of --user"),
        .value("--token", "<word>", "token"),
        .value("--tls-ca", "<file>", "certificates of the authorities to trust, PEM"),
        .value("--tls-cert", "<file>", "own certificate, PEM"),
        .value("--tls-key", "<file>", "key of --tls-cert, PEM"),
        .flag("--tls-first", "TLS before the server's first words"),
        .value("--monitor", "<url>", "the broker's monitoring address, such as http://localhost:8222"),
        .value("--results", "<folder>", "where results go (default $PLIMSOLL_RESULTS, then .plimsoll/results)"),
        .flag("--keep", "leave streams and consumers that the run made"),
        .flag(
            "--shared",
            "others load the same streams meanwhile: what they store isn't held against this run's account, and nothing is removed"
        ),
        .value("--inbox-prefix", "<subject>", "what the subjects of answers begin with (_INBOX)"),
        .value(
            "--js-domain", "<name>",
            "the JetStream domain that holds the streams (NATS_JS_DOMAIN, else the server's own)"),
    ]

    var url: String?
    private let service: BrokerService?
    var monitor: URL?
    var keeps: Bool
    private let isShared: Bool
    private let inboxPrefix: String?
    private var domain: String?
    var results: URL
    /// The tier that the run belongs to, if one is chosen: a smoke run is believed on a busy machine as well.
    let tier: String?
    private var credentials: Credentials = .none
    private var tls = TLSOptions()

    init(_ arguments: inout Arguments, environment: [String: String] = ProcessInfo.processInfo.environment) {
        url = arguments.text("--url") ?? environment["NATS_URL"]
        service = arguments.text("--service").flatMap(BrokerService.init)
        if let text = arguments.text("--service"), service == nil {
            arguments.fault("--service: expected a place such as messaging/nats:4222, got “\(text)”")
        }
        if arguments.text("--service") != nil, arguments.text("--url") != nil {
            arguments.fault("--service and --url: give one of them")
        }
        isShared = arguments.flag("--shared")
        keeps = arguments.flag("--keep") || isShared
        inboxPrefix = arguments.text("--inbox-prefix")
        if let inboxPrefix,
            !LoadSpec.Stream.isSubject(inboxPrefix) || inboxPrefix.contains(where: { "*>".contains($0) })
        {
            arguments.fault("--inbox-prefix: expected a subject such as _INBOX_worker, got “\(inboxPrefix)”")
        }
        do {
            let name = arguments.text("--js-domain") ?? environment["NATS_JS_DOMAIN"].flatMap { $0.isEmpty ? nil : $0 }
            domain = try name.map { try JetStreamDomain($0).name }
        } catch { arguments.fault("--js-domain: \(error)") }
        let variable = environment["PLIMSOLL_RESULTS"].flatMap { $0.isEmpty ? nil : $0 }
        results = URL(fileURLWithPath: arguments.text("--results") ?? variable ?? ResultsFolder.defaultRoot)
        tier = environment["PLIMSOLL_TIERS"].flatMap { Tier(rawValue: $0.lowercased())?.rawValue }
        if let text = arguments.text("--monitor") {
            monitor = URL(string: text)
            if monitor?.host() == nil {
                arguments.fault("--monitor: expected an address such as http://localhost:8222, got “\(text)”")
            }
        }
        do {
            if let url { _ = try ServerAddress.list(url) }
        } catch { arguments.fault("--url: \(error)") }
        readCredentials(&arguments, environment)
        tls.authorityFile = arguments.text("--tls-ca")
        tls.certificateFile = arguments.text("--tls-cert")
        tls.keyFile = arguments.text("--tls-key")
        tls.handshakeFirst = arguments.flag("--tls-first")
    }

    private mutating func readCredentials(_ arguments: inout Arguments, _ environment: [String: String]) {
        let given = ["--creds", "--nkey", "--user", "--token"].filter { arguments.text($0) != nil }
        if given.count > 1 {
            arguments.fault("\(given.joined(separator: " and ")): one way to say who you are is enough")
        }
        do {
            if let path = arguments.text("--creds") {
                credentials = .file(try CredentialsFile(path: path))
            } else if let path = arguments.text("--nkey") {
                guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
                    return arguments.fault("--nkey: the file \(path) can't be read")
                }
                credentials = .nkey(try NKey(seed: text.trimmingCharacters(in: .whitespacesAndNewlines)))
            } else if let user = arguments.text("--user") {
                credentials = .user(user, password: arguments.text("--password") ?? environment["NATS_PASSWORD"] ?? "")
            } else if let token = arguments.text("--token") {
                credentials = .token(token)
            }
        } catch { arguments.fault("\(error)") }
    }

    /// Opens the port-forward to the broker's service when one was named, and takes its address; whoever holds it closes it.
    mutating func forward() async throws -> PortForward? {
        guard let service else { return nil }
        var access = ClusterAccess(environment: ProcessInfo.processInfo.environment)
        access.namespace = service.namespace
        do {
            let forward = try await Cluster(access).forward(service: service.name, port: service.port)
            url = "nats://127.0.0.1:\(forward.localPort)"
            print("forwarding \(url ?? "") to \(service)")
            return forward
        } catch {
            throw CommandFailure(.testFailed, "\(error)")
        }
    }

    /// Connection options for an address of the caller's, or for the one that was given.
    func connection(to address: String? = nil, name: String) throws -> ConnectionOptions {
        let servers = try ServerAddress.list(url ?? address ?? "nats://localhost:4222")
        var options = ConnectionOptions(servers: servers)
        options.credentials = credentials
        options.tls = tls
        if let inboxPrefix { options.inboxPrefix = inboxPrefix }
        if let domain { options.jetStreamDomain = domain }
        options.name = name
        return options
    }

    /// Overrides what a document says with what the call says.
    func apply(to plan: inout QueuePlan) throws {
        if let url { plan.connection.servers = try ServerAddress.list(url) }
        if credentials != .none { plan.connection.credentials = credentials }
        plan.connection.tls = tls
        plan.monitor = monitor ?? plan.monitor
        plan.keeps = keeps
        if let inboxPrefix { plan.connection.inboxPrefix = inboxPrefix }
        if let domain { plan.connection.jetStreamDomain = domain }
        if isShared { (plan.hasForeignPublishers, plan.hasForeignConsumers) = (true, true) }
    }
}
