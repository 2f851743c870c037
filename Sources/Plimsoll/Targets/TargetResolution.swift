import Foundation
import HTTPLoad

/// Where a target is in an environment: decided without touching it.
enum TargetResolution {
    /// The target with its address: the one a variable gives, the chosen environment's, or its own, which may have to be launched.
    ///
    /// - `PLIMSOLL_TARGET_<NAME>` first, then the target's own variables, then `PLIMSOLL_ENVIRONMENT`.
    /// - A target that serves real customers needs its name in `PLIMSOLL_ALLOW_PRODUCTION`.
    static func resolve(_ target: Target, _ environment: [String: String]) throws(SettingsError) -> Target {
        var resolved = target
        var place = target.name
        if let (variable, text) = givenAddress(of: target, environment) {
            resolved.url = text.contains("://") ? text : "http://" + text
            resolved.launcher = nil
            if let fault = resolved.faults.first { throw SettingsError(faults: ["\(variable) is “\(text)”: \(fault)"]) }
            // An address that is known to be production's stays so by whichever way it was given.
            resolved.isProduction =
                target.isProduction && destination(of: resolved.url) == destination(of: target.url)
                || target.environments.contains {
                    $0.isProduction && destination(of: $0.url) == destination(of: resolved.url)
                }
        } else if let name = environment["PLIMSOLL_ENVIRONMENT"], !name.isEmpty, !target.environments.isEmpty {
            guard let chosen = target.environments.first(where: { $0.name == name }) else {
                let names = target.environments.map(\.name).joined(separator: ", ")
                throw SettingsError(
                    faults: [
                        "PLIMSOLL_ENVIRONMENT is “\(name)”; the target “\(target.name)” has the environments \(names)"
                    ])
            }
            resolved.url = chosen.url
            resolved.launcher = nil
            resolved.isProduction = chosen.isProduction
            place = "\(target.name)/\(name)"
        }
        if resolved.isProduction, environment["PLIMSOLL_ALLOW_PRODUCTION"] != target.name {
            throw SettingsError(
                faults: [
                    "“\(place)” (\(resolved.url)) serves real customers: set PLIMSOLL_ALLOW_PRODUCTION=\(target.name) to load it on purpose"
                ])
        }
        return resolved
    }

    /// What somebody who chose an environment has to know of a target that has none: it is loaded where it always is.
    static func notice(of target: Target, _ environment: [String: String]) -> String? {
        guard let name = environment["PLIMSOLL_ENVIRONMENT"], !name.isEmpty, target.environments.isEmpty,
            givenAddress(of: target, environment) == nil
        else { return nil }
        return "PLIMSOLL_ENVIRONMENT=\(name) changes nothing: the target “\(target.name)” has no environments; "
            + "\(Target.variable(of: target.name)) gives it an address"
    }

    /// The address that a variable gives a target, and which one: the target's own name comes first, then its own variables.
    private static func givenAddress(of target: Target, _ environment: [String: String])
        -> (variable: String, address: String)?
    {
        for variable in [Target.variable(of: target.name)] + target.variables {
            if let address = environment[variable], !address.isEmpty { return (variable, address) }
        }
        return nil
    }

    /// Where an address leads, however it is spelled: host and port, the usual ports of both schemes taken for the same place.
    private static func destination(of url: String) -> String {
        guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty else { return url }
        let name = host.lowercased()
        let port = parts.port.flatMap { [80, 443].contains($0) ? nil : ":\($0)" } ?? ""
        return (name.hasSuffix(".") ? String(name.dropLast()) : name) + port
    }
}
