/// A condition in an object's status: Ready, PodScheduled, ScalingActive, Paused …
package struct ObjectCondition: Sendable, Hashable, Decodable {
    /// What the condition is about.
    package var type: String
    /// True, False or Unknown, as the API writes it.
    package var status: String
    /// The machine's word for why.
    package var reason: String?
    /// The sentence for why.
    package var message: String?
    /// When the status last changed, with a resolution of one second; KEDA's conditions have none.
    package var lastTransitionTime: WallTime?

    /// Whether the status is True. Unknown is not.
    package var holds: Bool { status == "True" }
}

extension [ObjectCondition] {
    /// Finds the condition of a type.
    package subscript(type: String) -> ObjectCondition? {
        first { $0.type == type }
    }
}
