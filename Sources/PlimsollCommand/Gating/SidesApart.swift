import Gate

/// Whether the two sides are two services: a side that only sends its callers on is measured as the one that they are sent to.
enum SidesApart {
    /// Returns why a comparison of the sides would compare a service with itself; nothing where it doesn't.
    static func fault(_ sides: [Side: LaunchedSide]) -> String? {
        func place(_ url: String) -> String? { SideSource.authority(of: url) }
        func target(_ side: Side) -> String? {
            guard let own = sides[side], let location = own.redirection, let target = place(location),
                target != place(own.url)
            else { return nil }
            return target
        }
        for side in Side.allCases {
            guard let other = sides[side.other], let target = target(side), target == place(other.url) else { continue }
            return "the \(side.rawValue) sends its callers on to \(target), which is the \(side.other.rawValue): "
                + "an unchanged build needs two services"
        }
        if let base = target(.base), base == target(.head) {
            return "both sides send their callers on to \(base), which would be compared with itself; "
                + "name a --ready path and suites that each side answers"
        }
        return nil
    }
}
