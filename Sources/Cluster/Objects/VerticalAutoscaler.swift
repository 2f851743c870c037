/// A VerticalPodAutoscaler, reduced to what the timeline needs.
package struct VerticalAutoscaler: Sendable, Hashable {
    /// Its name and identity.
    package var metadata: ObjectMetadata
    /// The kind and name of what it advises.
    package var target: ScaleTarget?
    /// Whether it only advises (Off), sets new pods (Initial) or evicts running ones too (Recreate, Auto, InPlaceOrRecreate).
    package var updateMode: String
    /// What it recommends for each container; none before there was enough to see, or when no pod matches.
    package var recommendations: [Recommendation]
    /// RecommendationProvided, NoPodsMatched, ConfigUnsupported …
    package var conditions: [ObjectCondition]

    /// A recommendation for one container, by resource.
    package struct Recommendation: Sendable, Hashable {
        /// The container.
        package var containerName: String
        /// What it should ask for.
        package var target: [String: Quantity]
        /// Below this it is evicted.
        package var lowerBound: [String: Quantity]?
        /// Above this it is evicted.
        package var upperBound: [String: Quantity]?
        /// What it would be told without the policy's minimum and maximum.
        package var uncappedTarget: [String: Quantity]?
    }

    /// Why there is no recommendation, as one sentence; nil when there is one or it is too early to say.
    package var trouble: String? {
        if !recommendations.isEmpty { return nil }
        if let unsupported = conditions["ConfigUnsupported"], unsupported.holds { return unsupported.message }
        if let unmatched = conditions["NoPodsMatched"], unmatched.holds { return unmatched.message }
        if conditions.isEmpty { return "the recommender has not looked at it yet" }
        return conditions["RecommendationProvided"].flatMap { $0.holds ? nil : $0.message ?? $0.reason }
    }
}

// MARK: -

extension VerticalAutoscaler.Recommendation: Decodable {
    private enum CodingKeys: String, CodingKey {
        case containerName, target, lowerBound, upperBound, uncappedTarget
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        containerName = try container.decodeIfPresent(String.self, forKey: .containerName) ?? ""
        target = try container.decodeIfPresent([String: Quantity].self, forKey: .target) ?? [:]
        lowerBound = try container.decodeIfPresent([String: Quantity].self, forKey: .lowerBound)
        upperBound = try container.decodeIfPresent([String: Quantity].self, forKey: .upperBound)
        uncappedTarget = try container.decodeIfPresent([String: Quantity].self, forKey: .uncappedTarget)
    }
}

// MARK: -

extension VerticalAutoscaler: Decodable {
    private enum CodingKeys: String, CodingKey { case metadata, spec, status }

    private struct Spec: Decodable {
        struct Policy: Decodable { var updateMode: String? }
        var targetRef: ScaleTarget?
        var updatePolicy: Policy?
    }

    private struct Status: Decodable {
        struct Advice: Decodable { var containerRecommendations: [Recommendation]? }
        var recommendation: Advice?
        var conditions: [ObjectCondition]?
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        metadata = try container.decode(ObjectMetadata.self, forKey: .metadata)
        let spec = try container.decode(Spec.self, forKey: .spec)
        let status = try container.decodeIfPresent(Status.self, forKey: .status)
        target = spec.targetRef
        updateMode = spec.updatePolicy?.updateMode ?? "Auto"
        recommendations = status?.recommendation?.containerRecommendations ?? []
        conditions = status?.conditions ?? []
    }
}
