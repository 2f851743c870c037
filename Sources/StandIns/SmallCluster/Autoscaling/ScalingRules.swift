/// How fast an autoscaler may go in one direction: `spec.behavior.scaleUp` or `scaleDown`.
struct ScalingRules: Sendable, Equatable {
    enum Selection: String, Sendable {
        case most = "Max"
        case least = "Min"
        case disabled = "Disabled"
    }

    struct Policy: Sendable, Equatable {
        enum Unit: String, Sendable {
            case pods = "Pods"
            case percent = "Percent"
        }

        var unit: Unit
        var value: Int
        var periodSeconds: Double
    }

    var stabilisationSeconds: Double
    var selection: Selection
    var policies: [Policy]

    /// What holds when an autoscaler says nothing: at once, by four pods or by 100 % in 15 s, whichever is more.
    static let upDefault = ScalingRules(
        stabilisationSeconds: 0, selection: .most,
        policies: [
            Policy(unit: .pods, value: 4, periodSeconds: 15), Policy(unit: .percent, value: 100, periodSeconds: 15),
        ])

    /// What holds when an autoscaler says nothing: after five minutes, by all that is too much.
    static let downDefault = ScalingRules(
        stabilisationSeconds: 300, selection: .most,
        policies: [Policy(unit: .percent, value: 100, periodSeconds: 15)])

    init(stabilisationSeconds: Double, selection: Selection, policies: [Policy]) {
        self.stabilisationSeconds = stabilisationSeconds
        self.selection = selection
        self.policies = policies
    }

    /// Reads one direction's rules; what they leave out is as by default.
    init(_ value: JSONValue?, default rules: ScalingRules) {
        stabilisationSeconds = value?["stabilizationWindowSeconds"]?.number ?? rules.stabilisationSeconds
        selection = (value?["selectPolicy"]?.string).flatMap(Selection.init) ?? rules.selection
        policies =
            value?["policies"]?.array?.compactMap { policy in
                guard let unit = (policy["type"]?.string).flatMap(Policy.Unit.init),
                    let value = policy["value"]?.integer
                else { return nil }
                return Policy(unit: unit, value: value, periodSeconds: policy["periodSeconds"]?.number ?? 15)
            } ?? rules.policies
    }

    /// As the API shows it.
    var json: JSONValue {
        [
            "stabilizationWindowSeconds": .integer(Int(stabilisationSeconds)),
            "selectPolicy": .string(selection.rawValue),
            "policies": .array(
                policies.map {
                    [
                        "type": .string($0.unit.rawValue), "value": .integer($0.value),
                        "periodSeconds": .integer(Int($0.periodSeconds)),
                    ]
                }),
        ]
    }
}
