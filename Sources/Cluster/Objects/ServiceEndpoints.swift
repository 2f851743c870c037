/// The addresses behind a service, from an EndpointSlice or the older Endpoints.
package struct ServiceEndpoints: Sendable, Hashable {
    /// The object's name and identity; a slice's name is not the service's.
    package var metadata: ObjectMetadata
    /// Addresses that take traffic.
    package var ready: [Address]
    /// Addresses that don't, or not yet.
    package var notReady: [Address]

    /// An address, with the pod behind it where it is one.
    package struct Address: Sendable, Hashable {
        /// The IP address.
        package var ip: String
        /// The pod's name.
        package var pod: String?
    }

    /// The service the addresses belong to.
    package var service: String { metadata.labels["kubernetes.io/service-name"] ?? metadata.name }

    /// The same without any address, as its deletion leaves it.
    package var emptied: ServiceEndpoints {
        var endpoints = self
        (endpoints.ready, endpoints.notReady) = ([], [])
        return endpoints
    }
}

// MARK: -

extension ServiceEndpoints: Decodable {
    private enum CodingKeys: String, CodingKey { case metadata, subsets, endpoints }

    private struct Reference: Decodable {
        var kind: String?
        var name: String?
    }

    /// A part of an Endpoints object.
    private struct Subset: Decodable {
        struct WireAddress: Decodable {
            var ip: String
            var targetRef: Reference?
        }
        var addresses: [WireAddress]?
        var notReadyAddresses: [WireAddress]?
    }

    /// An endpoint of an EndpointSlice.
    private struct Endpoint: Decodable {
        struct Conditions: Decodable { var ready: Bool? }
        var addresses: [String]
        var conditions: Conditions?
        var targetRef: Reference?
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        metadata = try container.decode(ObjectMetadata.self, forKey: .metadata)
        let subsets = try container.decodeIfPresent([Subset].self, forKey: .subsets) ?? []
        let endpoints = try container.decodeIfPresent([Endpoint].self, forKey: .endpoints) ?? []
        func address(_ ip: String, _ reference: Reference?) -> Address {
            Address(ip: ip, pod: reference?.kind == "Pod" ? reference?.name : nil)
        }
        ready =
            subsets.flatMap { ($0.addresses ?? []).map { address($0.ip, $0.targetRef) } }
            // A slice leaves the condition out when it doesn't know, which is to be read as ready.
            + endpoints.filter { $0.conditions?.ready ?? true }
            .flatMap { endpoint in endpoint.addresses.map { address($0, endpoint.targetRef) } }
        notReady =
            subsets.flatMap { ($0.notReadyAddresses ?? []).map { address($0.ip, $0.targetRef) } }
            + endpoints.filter { !($0.conditions?.ready ?? true) }
            .flatMap { endpoint in endpoint.addresses.map { address($0, endpoint.targetRef) } }
    }
}
