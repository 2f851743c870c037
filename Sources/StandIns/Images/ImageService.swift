import Serving

/// A serverless image API: pictures are ordered, asked for, and ready later.
///
/// * `POST /generate` with `{"prompt": "…"}` → 202 `{"jobId", "status": "queued"}`;
/// * `GET /status/{jobId}` → `{"jobId", "status": "processing" | "ready", "url"}`, 404 for an id that isn't known;
/// * `POST /enhance` with `{"prompt": "…"}` → `{"prompt": "…, highly detailed"}`;
/// * `GET /gallery/{collection}?limit=20` → the pictures that are ready, the youngest first.
///
/// Beyond the rate limit 429 with Retry-After, as a gateway's throttle does. Each of these but a status takes a
/// replica's time.
package enum ImageService {
    /// Starts it; ``StandIn/stop()`` ends it.
    ///
    /// - Throws: ``StandInError``, `HTTPServerError`.
    package static func start(
        _ settings: StandInSettings = StandInSettings(), images: ImageSettings = ImageSettings()
    ) throws -> StandIn {
        guard images.problems.isEmpty else { throw StandInError(problems: images.problems) }
        return try StandIn(ImageRoutes(images), settings)
    }
}
