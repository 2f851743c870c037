internal import Foundation

/// Lists as `kubectl get` prints them.
enum Table {
    /// A column: its heading, and whether it is shown only with `-o wide`.
    private struct Column {
        var name: String
        var isWide = false
        var cell: (JSONValue) -> JSONValue

        init(_ name: String, isWide: Bool = false, _ cell: @escaping (JSONValue) -> JSONValue) {
            self.name = name
            self.isWide = isWide
            self.cell = cell
        }

        /// A column that shows a value as it stands.
        init(_ name: String, isWide: Bool = false, path: String...) {
            self.init(name, isWide: isWide) { $0.value(at: path[...]) ?? .string("<none>") }
        }
    }

    static func of(_ type: ResourceType, _ objects: [JSONValue], version: Int, _ now: ClusterTime) -> JSONValue {
        let columns =
            [Column("Name") { .string($0.storedName.name) }] + columns(type, now)
            + [Column("Age") { .string(age(of: $0, now)) }]
        let ordered = type == .events ? Array(columns.dropFirst().dropLast()) : columns
        let definitions = ordered.map { column -> JSONValue in
            [
                "name": .string(column.name), "type": "string", "format": column.name == "Name" ? "name" : "",
                "description": "", "priority": column.isWide ? 1 : 0,
            ]
        }
        let rows = objects.map { object -> JSONValue in
            [
                "cells": .array(ordered.map { $0.cell(object) }),
                "object": [
                    "kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1",
                    "metadata": object["metadata"] ?? [:],
                ],
            ]
        }
        return [
            "kind": "Table", "apiVersion": "meta.k8s.io/v1", "metadata": ["resourceVersion": .string("\(version)")],
            "columnDefinitions": .array(definitions), "rows": .array(rows),
        ]
    }

    private static func columns(_ type: ResourceType, _ now: ClusterTime) -> [Column] {
        switch type {
        case .pods:
            [
                Column("Ready", ready), Column("Status") { .string(status(ofPod: $0)) },
                Column("Restarts") { $0["status", "containerStatuses"]?.array?.first?["restartCount"] ?? 0 },
                Column("IP", isWide: true, path: "status", "podIP"),
                Column("Node", isWide: true, path: "spec", "nodeName"),
            ]
        case .deployments:
            [
                Column("Ready") { share($0["status", "readyReplicas"], $0["spec", "replicas"]) },
                Column("Up-to-date") { $0["status", "updatedReplicas"] ?? 0 },
                Column("Available") { $0["status", "availableReplicas"] ?? 0 },
            ]
        case .statefulSets:
            [Column("Ready") { share($0["status", "readyReplicas"], $0["spec", "replicas"]) }]
        case .replicaSets:
            [
                Column("Desired", path: "spec", "replicas"), Column("Current") { $0["status", "replicas"] ?? 0 },
                Column("Ready") { $0["status", "readyReplicas"] ?? 0 },
            ]
        case .jobs:
            [
                Column("Status") { $0["status", "completionTime"] == nil ? "Running" : "Complete" },
                Column("Completions") { share($0["status", "succeeded"], $0["spec", "completions"]) },
            ]
        case .autoscalers:
            [
                Column("Reference") { reference($0["spec", "scaleTargetRef"]) },
                Column("Targets") { .string(TableText.targets(of: $0)) },
                Column("MinPods", path: "spec", "minReplicas"),
                Column("MaxPods", path: "spec", "maxReplicas"),
                Column("Replicas") { $0["status", "currentReplicas"] ?? 0 },
            ]
        case .services:
            [
                Column("Type", path: "spec", "type"), Column("Cluster-IP", path: "spec", "clusterIP"),
                Column("External-IP") { _ in "<none>" }, Column("Port(s)") { .string(TableText.ports(of: $0)) },
            ]
        case .endpoints:
            [Column("Endpoints") { .string(TableText.addresses(of: $0)) }]
        case .endpointSlices:
            [
                Column("AddressType", path: "addressType"),
                Column("Ports") { .string(TableText.ports(ofSlice: $0)) },
                Column("Endpoints") { .string(TableText.addresses(ofSlice: $0)) },
            ]
        case .namespaces:
            [Column("Status", path: "status", "phase")]
        case .nodes:
            [
                Column("Status") { _ in "Ready" }, Column("Roles") { _ in "<none>" },
                Column("Version", path: "status", "nodeInfo", "kubeletVersion"),
            ]
        case .events:
            [
                Column("Last Seen") { event in
                    .string(since(event["lastTimestamp"]?.string ?? event["eventTime"]?.string ?? "", now))
                },
                Column("Type", path: "type"), Column("Reason", path: "reason"),
                Column("Object") { reference($0["involvedObject"]) }, Column("Message", path: "message"),
                Column("Name", isWide: true) { $0["metadata", "name"] ?? "" },
            ]
        case .scaledObjects:
            [
                Column("ScaleTargetKind", path: "status", "scaleTargetKind"),
                Column("ScaleTargetName", path: "spec", "scaleTargetRef", "name"),
                Column("Min", path: "spec", "minReplicaCount"), Column("Max", path: "spec", "maxReplicaCount"),
                Column("Ready") { condition("Ready", of: $0) }, Column("Active") { condition("Active", of: $0) },
                Column("Fallback") { condition("Fallback", of: $0) }, Column("Paused") { condition("Paused", of: $0) },
                Column("Triggers", path: "status", "triggersTypes"),
            ]
        case .verticalAutoscalers:
            [
                Column("Mode", path: "spec", "updatePolicy", "updateMode"),
                Column("CPU") { TableText.recommendation("cpu", of: $0) },
                Column("Mem") { TableText.recommendation("memory", of: $0) },
                Column("Provided") { condition("RecommendationProvided", of: $0) },
            ]
        default:
            []
        }
    }

    // MARK: - Cells

    private static func share(_ part: JSONValue?, _ whole: JSONValue?) -> JSONValue {
        .string("\(part?.integer ?? 0)/\(whole?.integer ?? 1)")
    }

    private static func ready(_ pod: JSONValue) -> JSONValue {
        let containers = pod["status", "containerStatuses"]?.array ?? []
        let count = pod["spec", "containers"]?.array?.count ?? 0
        return .string("\(containers.count { $0["ready"]?.bool == true })/\(count)")
    }

    private static func status(ofPod pod: JSONValue) -> String {
        if pod.isTerminating { return "Terminating" }
        let state = pod["status", "containerStatuses"]?.array?.first?["state"]
        if let reason = state?["waiting", "reason"]?.string { return reason }
        if let reason = state?["terminated", "reason"]?.string { return reason }
        return pod["status", "phase"]?.string ?? "Unknown"
    }

    private static func reference(_ value: JSONValue?) -> JSONValue {
        .string("\(value?["kind"]?.string ?? "")/\(value?["name"]?.string ?? "")")
    }

    private static func condition(_ type: String, of object: JSONValue) -> JSONValue {
        (object["status", "conditions"]?.array ?? []).first { $0["type"]?.string == type }?["status"] ?? ""
    }

    private static func age(of object: JSONValue, _ now: ClusterTime) -> String {
        since(object["metadata", "creationTimestamp"]?.string ?? "", now)
    }

    /// The time since a stamp, as `kubectl` writes it: `45s`, `3m20s`, `5h`.
    private static func since(_ stamp: String, _ now: ClusterTime) -> String {
        // Fractions of a second don't show, and the format without them is read by everyone.
        let whole = stamp.split(separator: ".").first.map { $0.hasSuffix("Z") ? String($0) : "\($0)Z" } ?? ""
        guard let created = try? Date(whole, strategy: .iso8601) else { return "<unknown>" }
        let seconds = max(0, now.epochMicroseconds / 1_000_000 - Int64(created.timeIntervalSince1970))
        switch seconds {
        case ..<120: return "\(seconds)s"
        case ..<600: return "\(seconds / 60)m\(seconds % 60)s"
        case ..<10_800: return "\(seconds / 60)m"
        case ..<172_800: return "\(seconds / 3600)h"
        default: return "\(seconds / 86_400)d"
        }
    }
}
