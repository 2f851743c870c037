/// A plot: axes, phases shaded behind them, and series. Values are turned into places from 0 to 1 by its axes.
struct Plot {
    /// How a series is drawn.
    enum Shape {
        case line
        case area
        case bars
    }

    /// One quantity.
    struct Series {
        let name: String
        /// The class of its colour and dash.
        let tone: String
        let shape: Shape
        /// Points from left to right; nil breaks the line.
        let points: [(x: Double, y: Double?)]
    }

    /// A stretch of the x axis with a name.
    struct Band {
        let from: Double
        let to: Double
        let name: String
        let isExcluded: Bool
    }

    /// A vertical line with a name.
    struct Marker {
        let x: Double
        let name: String
    }

    /// A stretch of the x axis that tells its figures when it is pointed at.
    struct Hover {
        let from: Double
        let to: Double
        let words: String
    }

    let id: String
    let title: String
    /// What is to be seen, for those who can't see it.
    let description: String
    let x: PlotAxis
    let y: PlotAxis
    var bands: [Band] = []
    var series: [Series] = []
    var markers: [Marker] = []
    var hovers: [Hover] = []
    /// The same as a table.
    var tableHeader: [String] = []
    var tableRows: [[String]] = []
}
