using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Connector.Simulators.Control;
using Connector.Simulators.ShipStation.V2;

namespace Connector.Simulators.ShipStation.Webhooks;

/// <summary>
/// Delivers events to subscribers and to the fixed receiver: POST; by V1 with a body of exactly two members and no signature, by V2 signed. A delivery that fails is lost unless retries
/// are configured. Deliveries go out one by one in the order of the events.
/// </summary>
internal sealed class WebhookSender : IAsyncDisposable
{
    private static readonly TimeSpan ReorderWindow = TimeSpan.FromMilliseconds(100);

    private readonly Channel<Delivery> _queue = Channel.CreateUnbounded<Delivery>(new UnboundedChannelOptions { SingleReader = true });
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(10) };
    private readonly CancellationTokenSource _stop = new();
    private readonly ShipStationSimulatorOptions _options;
    private readonly SimulatorClock _clock;
    private readonly Task _loop;
    private string _resourceBase = "";
    private string _signedBase = "";
    private long _pending;
    private long _sent;
    private long _failed;
    private long _dropped;

    public WebhookSender(ShipStationSimulatorOptions options, SimulatorClock clock)
    {
        _options = options;
        _clock = clock;
        Switches = new WebhookSwitches { Delay = options.WebhookDelay };
        _loop = Task.Run(RunAsync);
    }

    public Subscriptions Subscriptions { get; } = new();
    public SignedHooks Signed { get; } = new();
    public SigningKeys Keys { get; } = new();
    public WebhookSwitches Switches { get; private set; }
    public WebhookCounts Counts => new(Interlocked.Read(ref _sent), Interlocked.Read(ref _failed), Interlocked.Read(ref _dropped), Interlocked.Read(ref _pending));

    /// <summary>Says how <c>resource_url</c> begins; to be called once the address is known.</summary>
    public void PointAt(Uri address)
    {
        var host = _options.ResourceHost;
        if (host is null) _resourceBase = address.GetLeftPart(UriPartial.Authority);
        else _resourceBase = (host.Contains("://", StringComparison.Ordinal) ? host : "https://" + host).TrimEnd('/');
        _signedBase = host is null ? _resourceBase : "https://api.shipstation.com";
    }

    public void OrdersImported(Guid batch, long[] stores)
    {
        Raise("ORDER_NOTIFY", stores, store => string.Create(CultureInfo.InvariantCulture, $"/orders?{StorePart(store)}importBatch={batch}"));
        Raise("ITEM_ORDER_NOTIFY", stores, store => string.Create(CultureInfo.InvariantCulture, $"/orders?{StorePart(store)}importBatch={batch}&includeOrderItems=True"));
        RaiseSigned("shipment_created_v2", stores, $"/v2/shipments?import_batch_id={batch}");
    }

    public void LabelsMade(long batch, long[] stores)
    {
        Raise("SHIP_NOTIFY", stores, store => string.Create(CultureInfo.InvariantCulture, $"/shipments?{StorePart(store)}batchId={batch}&includeShipmentItems=False"));
        Raise("ITEM_SHIP_NOTIFY", stores, store => string.Create(CultureInfo.InvariantCulture, $"/shipments?{StorePart(store)}batchId={batch}&includeShipmentItems=True"));
        RaiseSigned("label_created_v2", stores, string.Create(CultureInfo.InvariantCulture, $"/v2/labels?batch_id=se-{batch}"));
    }

    /// <summary>For V2 alone: labels that V1 does not report, such as returns.</summary>
    public void LabelsMadeByV2(long batch, long[] stores) =>
        RaiseSigned("label_created_v2", stores, string.Create(CultureInfo.InvariantCulture, $"/v2/labels?batch_id=se-{batch}"));

    public void BatchProcessed(long batch, long[] stores) => RaiseSigned("batch_processed_v2", stores, string.Create(CultureInfo.InvariantCulture, $"/v2/batches/se-{batch}"));

    public void FulfillmentShipped(long fulfillmentId, long orderId, long store)
    {
        Raise("FULFILLMENT_SHIPPED", [store], _ => string.Create(CultureInfo.InvariantCulture, $"/fulfillments?fulfillmentId={fulfillmentId}"));
        RaiseSigned("fulfillment_shipped_v2", [store], string.Create(CultureInfo.InvariantCulture, $"/v2/fulfillments?fulfillment_id=se-{fulfillmentId}&shipment_id=se-{orderId}"));
    }

    /// <param name="data">The parcel as the API shows it, JSON.</param>
    public void ParcelMoved(long shipmentId, long store, byte[] data) =>
        RaiseSigned("track_event_v2", [store], string.Create(CultureInfo.InvariantCulture, $"/v2/labels/se-{shipmentId}/track"), data);

    public void FulfillmentRejected(Guid batch, long store) => Raise("FULFILLMENT_REJECTED", [store], _ => $"/orders?importBatch={batch}");

    /// <summary>Completes when nothing waits to be delivered.</summary>
    public async Task WhenIdleAsync(CancellationToken cancellationToken)
    {
        while (Interlocked.Read(ref _pending) > 0) await Task.Delay(TimeSpan.FromMilliseconds(5), _clock, cancellationToken);
    }

    public void Reset()
    {
        Switches = new WebhookSwitches { Delay = _options.WebhookDelay };
        Subscriptions.Clear();
        Signed.Clear();
        Interlocked.Exchange(ref _sent, 0);
        Interlocked.Exchange(ref _failed, 0);
        Interlocked.Exchange(ref _dropped, 0);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stop.CancelAsync();
        await _loop;
        _http.Dispose();
        Keys.Dispose();
        _stop.Dispose();
    }

    private static string StorePart(long? store) => store is { } id ? string.Create(CultureInfo.InvariantCulture, $"storeID={id}&") : "";

    private void Raise(string name, long[] stores, Func<long?, string> resource)
    {
        if (_options.WebhookUrl is { } receiver) Enqueue(receiver, name, resource(null));
        foreach (var hook in Subscriptions.For(name, stores)) Enqueue(hook.Url, name, resource(hook.StoreId));
    }

    private void RaiseSigned(string name, long[] stores, string resource, byte[]? data = null)
    {
        foreach (var hook in Signed.All.Where(hook => hook.Event == name && (hook.StoreId is null || stores.Contains(hook.StoreId.Value))))
            Enqueue(new Delivery(hook.Url, Body(_signedBase + resource, name.ToUpperInvariant(), data), _clock.GetTimestamp(), Switches.Delay, hook));
    }

    private void Enqueue(Uri target, string name, string resource) =>
        Enqueue(new Delivery(target, Body(_resourceBase + resource, name), _clock.GetTimestamp(), Switches.Delay));

    private void Enqueue(Delivery delivery)
    {
        if (Switches.TakeDrop())
        {
            Interlocked.Increment(ref _dropped);
            return;
        }
        for (var copies = Switches.Duplicate ? 2 : 1; copies > 0; copies--)
        {
            Interlocked.Increment(ref _pending);
            if (!_queue.Writer.TryWrite(delivery)) Interlocked.Decrement(ref _pending);
        }
    }

    private static byte[] Body(string resource, string name, byte[]? data = null)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("resource_url", resource);
            writer.WriteString("resource_type", name);
            if (data is not null)
            {
                writer.WritePropertyName("data");
                writer.WriteRawValue(data);
            }
            writer.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private async Task RunAsync()
    {
        var batch = new List<Delivery>();
        try
        {
            while (await _queue.Reader.WaitToReadAsync(_stop.Token))
            {
                if (Switches.Reorder) await Task.Delay(ReorderWindow, _clock, _stop.Token);
                while (_queue.Reader.TryRead(out var delivery))
                {
                    batch.Add(delivery);
                    if (!Switches.Reorder) break;
                }
                if (batch.Count > 1) batch.Reverse();
                foreach (var delivery in batch) await DeliverAsync(delivery);
                batch.Clear();
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // What was not delivered is lost with the simulator.
        }
    }

    private async Task DeliverAsync(Delivery delivery)
    {
        try
        {
            var wait = delivery.Delay - _clock.GetElapsedTime(delivery.RaisedAt);
            if (wait > TimeSpan.Zero) await Task.Delay(wait, _clock, _stop.Token);
            var delivered = false;
            for (var attempt = 0; !delivered && attempt <= _options.WebhookRetries; attempt++) delivered = await PostAsync(delivery);
            Interlocked.Increment(ref delivered ? ref _sent : ref _failed);
        }
        finally
        {
            Interlocked.Decrement(ref _pending);
        }
    }

    private async Task<bool> PostAsync(Delivery delivery)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, delivery.Target) { Content = new ByteArrayContent(delivery.Body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = Encoding.UTF8.WebName };
            // Copies of one delivery differ in nothing, so they are signed for the instant of the event's first try.
            if (delivery.Hook is { } hook)
                foreach (var (name, value) in hook.Headers.Concat(delivery.Signature ??= Keys.Sign(delivery.Body, _clock.GetUtcNow()))) request.Headers.TryAddWithoutValidation(name, value);
            using var response = await _http.SendAsync(request, _stop.Token);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException) when (!_stop.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <param name="Hook">Null for V1, which signs nothing.</param>
    private sealed record Delivery(Uri Target, byte[] Body, long RaisedAt, TimeSpan Delay, SignedHook? Hook = null)
    {
        public IReadOnlyList<(string Name, string Value)>? Signature { get; set; }
    }
}

internal readonly record struct WebhookCounts(long Sent, long Failed, long Dropped, long Pending);
