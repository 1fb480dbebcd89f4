using System.Net;
using System.Text;

namespace Connector.Tests.Journeys.Faults;

/// <summary>What becomes of a call on its way.</summary>
internal enum WireFailure
{
    /// <summary>The other side refuses the credentials.</summary>
    Refused,
    /// <summary>The connection breaks, and nothing was applied.</summary>
    LostBefore,
    /// <summary>The other side applies the call, and the response is lost.</summary>
    LostAfter,
    /// <summary>Status 500.</summary>
    Fails,
    /// <summary>The call arrives long after its caller has given up.</summary>
    Late,
    /// <summary>The call takes a minute.</summary>
    Slow
}

/// <summary>The network between the hosts and the vendors: fails for a while, for one vendor or all.</summary>
internal sealed class WireTrouble(FaultWorld world)
{
    private readonly Lock _gate = new();
    private readonly Random _chance = new(world.Seed);
    private readonly List<(WireFailure Failure, string? Vendor, double Share)> _now = [];

    /// <param name="vendor">"shop" or the name of an account; null for all.</param>
    public Action Begin(WireFailure failure, string? vendor, double share)
    {
        var one = (failure, vendor, share);
        lock (_gate) _now.Add(one);
        return () =>
        {
            lock (_gate) _now.Remove(one);
        };
    }

    public WireFailure? For(string vendor)
    {
        lock (_gate)
        {
            foreach (var (failure, whose, share) in _now)
                if ((whose is null || whose == vendor) && _chance.NextDouble() < share) return failure;
            return null;
        }
    }
}

/// <summary>Carries a host's calls: each passes the host's gate before it leaves and after it has arrived.</summary>
internal sealed class Wire(FaultHost host, FaultWorld world) : DelegatingHandler
{
    private static readonly TimeSpan s_late = TimeSpan.FromSeconds(150);
    private static readonly TimeSpan s_slow = TimeSpan.FromSeconds(60);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await host.PassAsync();
        world.Tick();
        var vendor = world.VendorOf(request.RequestUri!);
        var failure = world.Network.For(vendor);
        if (failure == WireFailure.Refused) return Refusal(vendor, request);
        if (failure == WireFailure.LostBefore) throw new HttpRequestException("The connection broke.");
        if (failure == WireFailure.Fails) return Json(HttpStatusCode.InternalServerError, """{"statusCode":500,"message":"Internal server error.","errors":[{"code":"General","message":"Internal server error."}]}""");
        if (failure == WireFailure.Late)
        {
            var copy = await CopyAsync(request, cancellationToken);
            world.Later(s_late, () => DeliverAsync(copy));
            Loop.Current?.Rest();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        if (failure == WireFailure.Slow) await Task.Delay(s_slow, host.Time, cancellationToken);
        HttpResponseMessage response;
        Loop.Current?.CallBegins();
        try
        {
            // A process that is stopped or killed does not take back what it has sent.
            response = await base.SendAsync(request, CancellationToken.None);
        }
        finally
        {
            Loop.Current?.CallEnds();
        }
        if (failure == WireFailure.LostAfter)
        {
            response.Dispose();
            throw new HttpRequestException("The connection broke.");
        }
        await host.PassAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return response;
    }

    private static HttpResponseMessage Refusal(string vendor, HttpRequestMessage request)
    {
        if (vendor != "shop") return Json(HttpStatusCode.Unauthorized, """{"Message":"Authorization has been denied for this request."}""");
        return request.RequestUri!.AbsolutePath.Contains("/oauth/", StringComparison.Ordinal)
            ? Json(HttpStatusCode.Unauthorized, """{"statusCode":401,"message":"Please provide valid client credentials.","error":"invalid_client","errors":[{"code":"invalid_client","message":"Please provide valid client credentials."}]}""")
            : Json(HttpStatusCode.Unauthorized, """{"statusCode":401,"message":"invalid_token","error":"invalid_token","errors":[{"code":"invalid_token","message":"invalid_token"}]}""");
    }

    private static HttpResponseMessage Json(HttpStatusCode status, string body) => new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private async Task DeliverAsync(HttpRequestMessage copy)
    {
        using (copy)
        {
            using var response = await base.SendAsync(copy, CancellationToken.None);
        }
    }

    private static async Task<HttpRequestMessage> CopyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Version = request.Version, VersionPolicy = request.VersionPolicy };
        foreach (var header in request.Headers) copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
        if (request.Content is null) return copy;
        copy.Content = new ByteArrayContent(await request.Content.ReadAsByteArrayAsync(cancellationToken));
        foreach (var header in request.Content.Headers) copy.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
        return copy;
    }
}
