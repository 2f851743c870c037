internal import Foundation

/// The address of a service, as users write it.
enum Address {
    /// Why an address can't be used; nil when it can.
    static func fault(of text: String) -> String? {
        guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty
        else { return "“\(text)” isn't an address such as http://127.0.0.1:9090" }
        if parts.query != nil || parts.fragment != nil {
            return "“\(text)” has a query or a fragment, which a base address can't have"
        }
        return nil
    }
}
