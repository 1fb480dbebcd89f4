using System.Text;
using System.Text.Json;
using Connector.Commercetools;
using Connector.Commercetools.Mapping;
using Connector.Commercetools.Notifications;
using Connector.Commercetools.Wire;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Rules.Files;
using Connector.ShipStation;
using Connector.ShipStation.Labels.Mapping;
using Connector.ShipStation.Lists;
using Connector.ShipStation.Mapping;
using Connector.ShipStation.Notifications;
using Connector.ShipStation.V2;
using Connector.ShipStation.V2.Labels.Mapping;
using Connector.TestSupport;
using Connector.Tests.Core.Rules.Files;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Connector.Tests.Journeys.Fuzz;

/// <summary>What reads bytes that others wrote, and what it promises of them.</summary>
internal static class FuzzReaders
{
    private const int MaxOrder = 1024 * 1024;
    private const int MaxKept = 32 * 1024;

    /// <summary>Of both vendors' responses: a call makes a failure with the code UnreadableResponse of these (Connector.Http).</summary>
    private static readonly Type[] s_unreadable = [typeof(JsonException), typeof(InvalidOperationException), typeof(OverflowException), typeof(FormatException)];

    private static readonly DateTimeOffset s_now = ManualTimeProvider.Start;
    private static readonly RateRequest s_rates = new() { Api = LabelApi.V2, ShippingOrderId = 1, Carriers = [new CarrierReference("stamps_com", 1)] };
    private static readonly CarrierReference s_carrier = new("stamps_com", 1);
    private static readonly Redaction s_redaction = new(Options.Create(new RedactionOptions()));
    private static readonly PersonalValues s_personal = LabelToWire.PersonalOf(new ShippingAddress { Name = "Ada Example", Street1 = "12 Congress Avenue" });
    private static readonly ResourceUrlGuard s_guard = new("https://ssapi.shipstation.com/");
    private static readonly V2ResourceGuard s_v2Guard = new("https://api.shipstation.com/");
    private static readonly SignedNotifications s_signed = Signed();

    public static readonly IReadOnlyList<FuzzReader> All =
    [
        new("orders of commercetools", [new(FuzzDocuments.ShopPage)], ShopOrders, s_unreadable) { Slowness = 4 },
        new("one order of commercetools", [new(FuzzDocuments.ShopOrder)], static b => Finish(OrderRow.Read(b).Half), s_unreadable) { Slowness = 4 },
        new("failures of commercetools", FuzzDocuments.ShopFailures, static b => Classified(FailureReader.ReadBody(b)), s_unreadable),
        new("new versions of commercetools", [new("""{"id":"5f0c1a52-7c1e-4a6e-9d7a-3f6b8f2f1001","version":7,"lastModifiedAt":"2026-03-18T10:00:00.000Z"}""")], static b => NewVersion.Read(b), s_unreadable),
        new("tokens of commercetools", [new("""{"access_token":"vkFuQ6oTwj8_Ye4eiRSsqMeqLYNeQRJi","expires_in":172800,"scope":"manage_project:demo","token_type":"Bearer"}""")], static b => TokenCache.Read(b), s_unreadable),
        new("notifications of commercetools", FuzzDocuments.ShopNotifications, ShopNotification),
        new("orders of ShipStation", [new(FuzzDocuments.ShipStationOrders)], static b => ListKinds.Orders.Read(b, "default", s_now), s_unreadable) { Slowness = 4 },
        new("shipments of ShipStation", [new(FuzzDocuments.Shipments)], static b => ListKinds.Shipments.Read(b, "default", s_now), s_unreadable) { Slowness = 2 },
        new("fulfillments of ShipStation", [new(FuzzDocuments.Fulfillments)], static b => ListKinds.Fulfillments.Read(b, "default", s_now), s_unreadable),
        new("failures of ShipStation", FuzzDocuments.ShipStationFailures, ShipStationFailure) { Slowness = 2 },
        new("labels of V1", [new(ShipStation.Labels.Doubles.Sample.V1Label)], static b => LabelFromWire.Purchase(b), s_unreadable),
        new("voids of V1", [new("""{"approved":true,"message":"Label voided successfully"}""")], static b => LabelFromWire.Void(b), s_unreadable),
        new("rates of V1", [new(FuzzDocuments.V1Rates)], static b => LabelFromWire.Rates(b, s_rates, s_carrier), s_unreadable),
        new("labels of V2", [new(ShipStation.Labels.Doubles.Sample.V2Label)], static b => LabelFromV2.Purchase(b), s_unreadable),
        new("voids of V2", [new("""{"approved":true,"message":"This label has been voided.","reason_code":"unspecified"}""")], static b => LabelFromV2.Void(b), s_unreadable),
        new("rates of V2", [new(FuzzDocuments.V2Rates)], static b => RatesFromV2.Map(b, s_rates, s_personal, s_now), s_unreadable) { Slowness = 2 },
        new("batches of V2", [new(FuzzDocuments.V2Batch)], static b => BatchFromV2.Map(b), s_unreadable),
        new("shipments of V2", [new(FuzzDocuments.V2Shipment)], static b => ShipmentFromV2.Parse(b), s_unreadable),
        new("webhooks of V1", [new("""{"resource_url":"https://ssapi.shipstation.com/shipments?storeID=410001&batchId=12&includeShipmentItems=False","resource_type":"SHIP_NOTIFY"}""")], Webhook),
        new("webhooks of V2", [new(FuzzDocuments.SignedTrack)], static b => s_signed.Read("default", b, [1, 2, 3], s_now)) { Slowness = 2 },
        new("keys of V2", [new("""{"keys":[{"kty":"RSA","kid":"k-1","use":"sig","alg":"RS256","n":"sXchDaQebHnPiGvyDOAT4saGEUetSyo9MKLOoWFsueri","e":"AQAB"}]}""")], static b => WebhookKeys.Read(b), typeof(JsonException)),
        new("resource_url", FuzzDocuments.Addresses, Address),
        new("messages", FuzzDocuments.Messages, Message) { Slowness = 4 },
        new("rows of labels", [new(FuzzDocuments.LabelRow)], static b => LabelRow.Read(b, "1"), typeof(JsonException)),
        new("readings", [new(FuzzDocuments.Reading)], static b => ShippingReadings.ReadOrder(b, s_now), typeof(JsonException)),
        new("events of the journal", [new(FuzzDocuments.Events)], static b => OrderEvent.Read(Encoding.UTF8.GetString(b))),
        new("bodies for the journal", [new(FuzzDocuments.ShopOrder), new(FuzzDocuments.ShipStationOrders), .. FuzzDocuments.ShipStationFailures], Redacted) { Slowness = 4 },
        new("rules file", [new(File.ReadAllText(RepositoryFiles.Sample))], Rules) { Slowness = 40 },
        new("sections of the rules file", FuzzDocuments.Rules, Rules) { Slowness = 10 }
    ];

    private static void ShopOrders(byte[] body)
    {
        var page = OrderRows.Read(body, MaxOrder, keepsDocuments: true);
        page.Summarise();
        var without = OrderRows.Read(body, MaxOrder, keepsDocuments: false);
        Is(without.Summarise() == page.Summarise(), "a page is read otherwise without documents");
        foreach (var (row, bare) in page.Rows.Zip(without.Rows))
        {
            Finish(row.Half);
            Finish(bare.Half);
            Placed(row);
            Is(Placed(bare) == row.Position && bare.Half.Bytes == row.Half.Bytes && bare.Half.Unreadable == row.Half.Unreadable, "an order is read otherwise without its document");
            var alone = CommerceOrderReader.Begin(row.Half.Document!, MaxOrder);
            Is(alone.Unreadable == row.Half.Unreadable && alone.Wire?.Id == row.Half.Wire?.Id && alone.Wire?.LineItems?.Count == row.Half.Wire?.LineItems?.Count, "an order is read otherwise in its page than by itself");
        }
    }

    /// <summary>The place in the list is asked for behind the call: one odd order must not stop the pull of all.</summary>
    private static PagePosition? Placed(OrderRow row)
    {
        try
        {
            return row.Position;
        }
        catch (Exception e)
        {
            throw new FuzzException("the place of an order must not throw because of its content", e);
        }
    }

    /// <summary>Read, or unreadable with the member that is wrong; never an exception.</summary>
    private static void Finish(CommerceOrderReader.HalfRead half)
    {
        OrderReader read;
        try
        {
            read = CommerceOrderReader.Finish(half, ReferenceKeys.None);
        }
        catch (Exception e)
        {
            throw new FuzzException("an order must not throw because of its content", e);
        }
        Is(read.Order is null != read.Unreadable is null, "neither order nor problem, or both");
        if (read.Unreadable is { } problem) Is(problem.Problem.Contains(':', StringComparison.Ordinal), "the problem names no member");
    }

    private static void Classified(WireFailure? failure)
    {
        if (failure is null) return;
        string[] codes = [.. failure.Errors?.Select(static error => error?.Code).OfType<string>() ?? []];
        FailureReader.Classify(System.Net.HttpStatusCode.BadRequest, codes, null, "ResourceNotFound");
    }

    private static void ShopNotification(byte[] body)
    {
        if (CommerceNotificationReader.Read(body) is CommerceNotification.Unreadable unreadable) Is(unreadable.Problem.Contains(':', StringComparison.Ordinal), "the problem names no member");
    }

    private static void ShipStationFailure(byte[] body)
    {
        var words = VendorMessage.Read(body, s_personal);
        Is(words is null or { Length: <= 500 }, "the words are too long");
        Is(words?.Contains('\n', StringComparison.Ordinal) != true, "the words are more than one line");
        VendorMessage.IsThrottle(words);
        LabelErrorBody.Read(body);
    }

    private static void Webhook(byte[] body)
    {
        var read = WebhookNotificationBody.Read(body);
        Is(read.Notification is null != read.Refusal is null, "neither notification nor refusal, or both");
        if (read.Notification is { } notification) Guarded(notification.ResourceUrl);
    }

    private static void Address(byte[] text) => Guarded(Encoding.UTF8.GetString(text).Trim('"'));

    /// <summary>Whatever the address is: only three lists of ours are ever read, and nothing of another host.</summary>
    private static void Guarded(string address)
    {
        s_v2Guard.PointerOf(address);
        if (!s_guard.TryAccept(address, out var target, out var reason))
        {
            Is(reason.Length > 0, "refused without a reason");
            return;
        }
        var full = new Uri(new Uri("https://own.example/"), target.Path);
        Is(full.Host == "own.example" && full.AbsolutePath is "/orders" or "/shipments" or "/fulfillments", $"the address leads to {full}");
        Is(address.StartsWith("https://ssapi", StringComparison.OrdinalIgnoreCase), "the address is on another host");
    }

    private static void Message(byte[] body)
    {
        var message = WorkMessageBody.Read(body, out var problem);
        Is(message is null == problem.Length > 0, "neither message nor problem, or both");
        WorkMessageBody.ForReplay(body, s_now);
        if (WorkMessageBody.TryRead(body, out var whole)) Is(WorkMessageBody.TryRead(WorkMessageBody.Write(whole), out _), "what was read cannot be written and read again");
    }

    private static void Redacted(byte[] body)
    {
        var kept = s_redaction.Json(body, MaxKept, s_personal);
        Is(kept is null || kept.Length <= MaxKept + 1024, "more is kept than the limit");
    }

    private static void Rules(byte[] file)
    {
        try
        {
            RulesFile.Load(Encoding.UTF8.GetString(file));
        }
        catch (RulesException refused)
        {
            Is(refused.Problems.Count > 0 && refused.Problems.All(static p => p.Contains(':', StringComparison.Ordinal) || p.Contains("line", StringComparison.Ordinal)), $"a problem names no key: {refused.Message}");
        }
    }

    private static SignedNotifications Signed()
    {
        var services = new ServiceCollection();
        services.AddOptions<ShipStationOptions>("default");
        services.AddHttpClient();
        var provider = services.BuildServiceProvider();
        return new SignedNotifications(["default"], provider.GetRequiredService<IOptionsMonitor<ShipStationOptions>>(), provider.GetRequiredService<IHttpClientFactory>(), TimeProvider.System);
    }

    private static void Is(bool right, string wrong)
    {
        if (!right) throw new FuzzException(wrong);
    }
}

/// <summary>A reader broke its word.</summary>
internal sealed class FuzzException(string message, Exception? inner = null) : Exception(message, inner);
