using System.Globalization;
using System.Net;
using System.Text.Json;
using Connector.TestSupport.Http;

namespace Connector.Tests.Commercetools.Doubles;

/// <summary>Order documents composed for tests: the least that the platform always sends, and what the test adds.</summary>
internal static class Documents
{
    private static readonly DateTimeOffset FirstChange = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    /// <param name="more">Further members, as JSON, without a comma at either end.</param>
    public static string Order(string id = "0d000000-0000-4000-8000-000000000001", long version = 3, string more = "") =>
        $$"""
        {"id":"{{id}}","version":{{version}},"createdAt":"2026-03-01T10:00:00.000Z","lastModifiedAt":"2026-03-02T12:00:00.000Z",
         "orderState":"Open","totalPrice":{"type":"centPrecision","currencyCode":"USD","centAmount":1250,"fractionDigits":2},
         "lineItems":[],"customLineItems":[],"shippingMode":"Single","shipping":[],"syncInfo":[],"origin":"Customer"{{Then(more)}} }
        """;

    /// <summary>The order with this place in a long list; each was changed one second after the one before.</summary>
    public static string Numbered(int place) =>
        Order(IdOf(place)).Replace("2026-03-02T12:00:00.000Z", ChangedAt(place).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), StringComparison.Ordinal);

    public static string IdOf(int place) => $"0d000000-0000-4000-8000-{place.ToString("d12", CultureInfo.InvariantCulture)}";

    public static DateTimeOffset ChangedAt(int place) => FirstChange.AddSeconds(place);

    public static string Line(string more = "", string id = "11000000-0000-4000-8000-000000000001", int quantity = 2) =>
        $$$"""
        {"id":"{{{id}}}","productId":"99000000-0000-4000-8000-000000000001","name":{"en-US":"Blue kettle"},
         "variant":{"id":1,"sku":"KETTLE-BLUE"},"quantity":{{{quantity}}},
         "price":{"value":{"type":"centPrecision","currencyCode":"USD","centAmount":625,"fractionDigits":2}},
         "totalPrice":{"type":"centPrecision","currencyCode":"USD","centAmount":1250,"fractionDigits":2}{{{Then(more)}}} }
        """;

    public static HttpResponseMessage Error(int status, string code, string more = "") => StubHttp.Json(
        $$"""{"statusCode":{{status}},"message":"It went wrong.","errors":[{"code":"{{code}}","message":"It went wrong."{{more}}}]}""", (HttpStatusCode)status);

    public static HttpResponseMessage Page(IEnumerable<string> results, long? total = null)
    {
        var list = results.ToList();
        var reported = total is null ? "" : $"\"total\":{total},";
        return StubHttp.Json($$"""{"limit":500,"offset":0,{{reported}}"count":{{list.Count}},"results":[{{string.Join(',', list)}}]}""");
    }

    private static string Then(string more) => more.Length == 0 ? "" : "," + more;

    public static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement;
}
