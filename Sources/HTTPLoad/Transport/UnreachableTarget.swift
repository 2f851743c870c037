package import Measurement

/// A target that can't be reached, found before the load.
package struct UnreachableTarget: Error, CustomStringConvertible {
    /// What was tried.
    package let target: Target
    /// How it failed.
    package let kind: FailureKind
    let isNameUnknown: Bool
    let isCertificateRefused: Bool
    /// The environment's variable that names a proxy, which isn't used.
    var ignoredProxy: String?
    /// What libcurl says.
    package let detail: String

    /// What was tried, what came of it, and what to do.
    package var description: String {
        "the target \(place) can't be reached: \(detail.trimmedOfStop); \(remedy)"
            + (ignoredProxy.map {
                "; the environment's \($0) isn't used for load: give a proxy to the target if users go through one"
            }
                ?? "")
    }

    private var place: String {
        let via =
            target.unixSocket.map { " through the socket \($0)" } ?? target.proxy.map {
                " through the proxy \($0.url.hidingUser)"
            }
            ?? ""
        return (target.name == target.url ? target.url : "“\(target.name)” at \(target.url)") + via
    }

    private var remedy: String {
        switch kind {
        case .connect where target.proxy != nil:
            "check the proxy's address, and that it lets users through to the target"
        case .connect where isNameUnknown: "check the spelling of the name, or give its address with resolve"
        case .connect: "start the service, or correct the target's URL"
        case .tls where isCertificateRefused:
            "give the authority's certificate with tls.caFile, or skip verification with tls.verification = .off"
        case .tls: "check that this port speaks TLS, and the files in tls; or use http://"
        case .timeout: "check the address and the firewalls between, or raise timeouts.connect"
        default: "check the target's URL and its proxy"
        }
    }
}

extension String {
    /// Without the full stop that some messages end with.
    fileprivate var trimmedOfStop: String {
        hasSuffix(".") ? String(dropLast()) : self
    }
}
