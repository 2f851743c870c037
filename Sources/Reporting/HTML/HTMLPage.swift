/// The frame of a self-contained page: no script, nothing from a network.
enum HTMLPage {
    /// The mark on a ship's hull that shows how deep she may be loaded.
    static let mark =
        "<svg viewBox=\"0 0 52 52\" aria-hidden=\"true\"><circle cx=\"26\" cy=\"26\" r=\"15\"/><path d=\"M3 26H49\"/></svg>"

    /// Returns a page.
    ///
    /// - Parameters:
    ///   - generator: the tool that made it, where that is known.
    ///   - css: what its sections need beside the style of all pages.
    ///   - body: the contents, as markup.
    static func text(title: String, generator: String? = nil, css: String, body: String) -> String {
        let meta = generator.map { "<meta name=\"generator\" content=\"\($0.escapedForMarkup)\">\n" } ?? ""
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            \(meta)<title>\(title.escapedForMarkup)</title>
            <link rel="icon" href="data:,">
            <style>\(HTMLStyle.css)\(css)</style>
            </head>
            <body>
            <main>
            \(body)
            </main>
            </body>
            </html>

            """
    }
}
