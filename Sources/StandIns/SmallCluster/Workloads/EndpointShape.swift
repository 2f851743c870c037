/// The JSON of endpoints and endpoint slices.
enum EndpointShape {
    static func endpoints(_ service: JSONValue, _ pods: [JSONValue]) -> JSONValue {
        let (ready, unready) = (pods.filter(PodShape.isReady), pods.filter { !PodShape.isReady($0) })
        var endpoints: JSONValue = ["metadata": metadata(service, name: service.storedName.name)]
        if !pods.isEmpty {
            endpoints["subsets"] = [
                JSONValue(present: [
                    "addresses": ready.isEmpty ? nil : .array(ready.map(address)),
                    "notReadyAddresses": unready.isEmpty ? nil : .array(unready.map(address)),
                    "ports": .array(ports(service)),
                ])
            ]
        }
        return endpoints
    }

    static func slice(_ service: JSONValue, _ pods: [JSONValue]) -> JSONValue {
        var metadata = metadata(service, name: "\(service.storedName.name)-slice")
        metadata["labels", "kubernetes.io/service-name"] = .string(service.storedName.name)
        return [
            "metadata": metadata, "addressType": "IPv4", "ports": .array(ports(service)),
            "endpoints": .array(
                pods.map { pod in
                    [
                        "addresses": [pod["status", "podIP"] ?? ""],
                        "conditions": ["ready": .bool(PodShape.isReady(pod)), "serving": true, "terminating": false],
                        "nodeName": pod["spec", "nodeName"] ?? "", "targetRef": reference(pod),
                    ]
                }),
        ]
    }

    private static func metadata(_ service: JSONValue, name: String) -> JSONValue {
        JSONValue(present: [
            "name": .string(name), "namespace": .string(service.storedName.namespace),
            "labels": service["metadata", "labels"],
        ])
    }

    private static func address(_ pod: JSONValue) -> JSONValue {
        ["ip": pod["status", "podIP"] ?? "", "nodeName": pod["spec", "nodeName"] ?? "", "targetRef": reference(pod)]
    }

    private static func reference(_ pod: JSONValue) -> JSONValue {
        [
            "kind": "Pod", "name": .string(pod.storedName.name), "namespace": .string(pod.storedName.namespace),
            "uid": .string(pod.uid),
        ]
    }

    private static func ports(_ service: JSONValue) -> [JSONValue] {
        (service["spec", "ports"]?.array ?? []).map { port in
            JSONValue(present: [
                "name": port["name"], "port": port["targetPort"] ?? port["port"], "protocol": port["protocol"] ?? "TCP",
            ])
        }
    }
}
