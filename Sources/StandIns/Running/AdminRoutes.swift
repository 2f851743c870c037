internal import Foundation
import Serving

/// The administration of a stand-in over HTTP, while it runs.
///
/// * `GET /admin` → capacity and faults as they are.
/// * `PUT /admin/capacity` with any of `{"replicas": 4, "slots": 8, "service_time_ms": 20, "spread": "none" |
///   "exponential" | 0.2, "queue_limit": 1000, "balancing": "round-robin" | "per-connection"}`; `replicas` may be a
///   list of names as well.
/// * `PUT /admin/faults` with any of `{"slower_percent": 20, "slow_share": 0.01, "slow_factor": 10,
///   "error_share": 0.05, "error_status": 500, "closed_share": 0.01, "stall": {"every_s": 10, "length_s": 1} | null}`.
/// * `DELETE /admin/faults` → nothing goes wrong any more.
///
/// What isn't named stays as it is. An unknown or wrong field changes nothing and is answered with 400 and a sentence
/// for each. No fault touches these paths.
struct AdminRoutes {
    let pool: WorkPool

    func answer(_ request: HTTPRequest) -> HTTPResponse {
        switch (request.method, request.path) {
        case ("GET", "/admin"):
            return state
        case ("PUT", "/admin/capacity"):
            return change(request) { fields in
                var capacity = pool.capacity
                var problems = fields.apply(to: &capacity)
                if problems.isEmpty { problems = capacity.faults }
                if problems.isEmpty { pool.capacity = capacity }
                return problems
            }
        case ("PUT", "/admin/faults"):
            return change(request) { fields in
                var faults = pool.faults
                var problems = fields.apply(to: &faults)
                if problems.isEmpty { problems = faults.problems }
                if problems.isEmpty { pool.faults = faults }
                return problems
            }
        case ("DELETE", "/admin/faults"):
            pool.faults = .none
            return state
        default:
            return .text(
                "There are GET /admin, PUT /admin/capacity, PUT /admin/faults and DELETE /admin/faults here.\n",
                status: 404)
        }
    }

    private func change(_ request: HTTPRequest, _ apply: (AdminFields) -> [String]) -> HTTPResponse {
        let json = try? JSONSerialization.jsonObject(with: Data(request.body))
        guard let object = json as? [String: Any] else {
            return refusal(["expected a JSON object"])
        }
        let problems = apply(AdminFields(values: object))
        return problems.isEmpty ? state : refusal(problems)
    }

    private func refusal(_ problems: [String]) -> HTTPResponse {
        .json(JSONText.object([("errors", .list(problems.map { .text($0) }))]), status: 400)
    }

    private var state: HTTPResponse {
        let (capacity, faults) = (pool.capacity, pool.faults)
        let spread: JSONText =
            switch capacity.serviceTime.spread {
            case .none: .text("none")
            case .exponential: .text("exponential")
            case .uniform(let part): .number(part)
            }
        return .json(
            JSONText.object([
                (
                    "capacity",
                    .object([
                        ("replicas", .list(capacity.replicas.map { .text($0) })),
                        ("slots", .number(Double(capacity.slots))),
                        ("service_time_ms", .number(capacity.serviceTime.mean.inSeconds * 1000)),
                        ("spread", spread),
                        ("queue_limit", .number(Double(capacity.queueLimit))),
                        ("balancing", .text(capacity.balancing.rawValue)),
                    ])
                ),
                (
                    "faults",
                    .object([
                        ("slower_percent", .number(faults.slowerPercent)),
                        ("slow_share", .number(faults.slowShare)),
                        ("slow_factor", .number(faults.slowFactor)),
                        ("error_share", .number(faults.errorShare)),
                        ("error_status", .number(Double(faults.errorStatus))),
                        ("closed_share", .number(faults.closedShare)),
                        (
                            "stall",
                            faults.stall.map {
                                .object([
                                    ("every_s", .number($0.every.inSeconds)),
                                    ("length_s", .number($0.length.inSeconds)),
                                ])
                            } ?? .null
                        ),
                    ])
                ),
            ]))
    }
}
