import Serving

/// A web shop: what an online boutique's front end looks like to a load test.
///
/// * `GET /` the nine products, `GET /product/{id}` one of them;
/// * `POST /setCurrency` with the form field `currency_code`, then back to `/` by 302;
/// * `POST /cart` with `product_id` and `quantity` (1 to 10), then to `/cart` by 302; `GET /cart`; `POST /cart/empty`;
/// * `POST /cart/checkout` with `email`, `street_address`, `zip_code`, `city`, `state`, `country`,
///   `credit_card_number`, `credit_card_expiration_month`, `credit_card_expiration_year` and `credit_card_cvv`.
///
/// The session is in the cookie `shop_session-id`, which the first answer sets. Each page takes a replica's time.
package enum ShopService {
    /// Starts it; ``StandIn/stop()`` ends it.
    ///
    /// - Throws: ``StandInError``, `HTTPServerError`.
    package static func start(_ settings: StandInSettings = StandInSettings()) throws -> StandIn {
        try StandIn(ShopRoutes(), settings)
    }
}
