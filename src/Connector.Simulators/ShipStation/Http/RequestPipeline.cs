using System.Text.Json;
using Connector.Simulators.Control;
using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Control;
using Connector.Simulators.ShipStation.V2;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Connector.Simulators.ShipStation.Http;

/// <summary>From request to answer: count, latency, key, rate, fault, route. Control calls take a way of their own and meet none of these.</summary>
internal sealed class RequestPipeline(ShipStationAccount account, RequestStats stats, FaultPlan faults, ControlRoutes controls, RateWindow window, RateWindow v2Window)
{
    private readonly Credentials _credentials = new(account.Options.ApiKey, account.Options.ApiSecret);

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            if (context.Request.Path.StartsWithSegments("/__sim", StringComparison.OrdinalIgnoreCase, out var rest)) await ControlAsync(context, rest);
            else if (V2Routes.IsOne(context.Request.Path.Value ?? "")) await ServeV2Async(context);
            else await ServeAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller hung up; nothing of a call that was still waiting has been applied.
        }
        catch (BadHttpRequestException refused)
        {
            using var result = Refusals.Message(refused.StatusCode, refused.Message);
            await SendAsync(context, result, fault: null);
        }
        catch (Exception bug) when (!context.Response.HasStarted)
        {
            // Said plainly, so that nobody takes it for something that the service would do.
            using var result = Refusals.Message(500, $"The simulator itself failed: {bug.GetType().Name}: {bug.Message}");
            await SendAsync(context, result, fault: null);
        }
    }

    private async Task ControlAsync(HttpContext context, string rest)
    {
        var body = await ReadBodyAsync(context, anyType: true);
        using var result = body.Error ?? controls.Handle(context.Request.Method, rest, new QueryView(context.Request.Query), body.Value);
        await SendAsync(context, result, fault: null);
    }

    private async Task ServeAsync(HttpContext context)
    {
        var request = context.Request;
        var match = RouteTable.Find(request.Method.ToUpperInvariant(), request.Path.Value ?? "");
        stats.Count(match.Route);
        if (account.Options.LatencyMilliseconds > 0) await WaitAsync(account.Options.LatencyMilliseconds, context.RequestAborted);

        if (!_credentials.Match(request.Headers.Authorization))
        {
            Describe(context.Response, window.Peek());
            using var unknown = Refusals.Unauthorized(account.Options.EmptyUnauthorizedBody);
            await SendAsync(context, unknown, fault: null);
            return;
        }
        var (allowed, existing) = window.Take();
        Describe(context.Response, existing);
        if (!allowed)
        {
            using var refused = Refusals.TooManyRequests();
            await SendAsync(context, refused, fault: null);
            return;
        }
        var fault = faults.Take(match.Route);
        if (fault is null) await ResponseAsync(context, match, fault: null);
        else await ApplyFaultAsync(context, match, fault);
    }

    /// <summary>The door of V2: its own key in a header, its own window, its own errors. The public keys need no key.</summary>
    private async Task ServeV2Async(HttpContext context)
    {
        var request = context.Request;
        var path = request.Path.Value!;
        var verb = request.Method.ToUpperInvariant();
        var isKeys = path == "/jwks" && verb == "GET";
        var match = isKeys ? new RouteTable.Match("GET /jwks", static call => call.Account.Webhooks.Keys.Show(), 0, IsPath: true) : V2Routes.Find(verb, path);
        stats.Count(match.Route);
        if (account.Options.LatencyMilliseconds > 0) await WaitAsync(account.Options.LatencyMilliseconds, context.RequestAborted);
        using var refused = isKeys ? null : RefusedByV2(context);
        if (refused is not null)
        {
            if (refused.Status == 429) context.Response.Headers.RetryAfter = Text(v2Window.Peek().ResetSeconds);
            await SendAsync(context, refused, fault: null);
            return;
        }
        var fault = faults.Take(match.Route);
        if (fault is null) await ResponseAsync(context, match, fault: null);
        else await ApplyFaultAsync(context, match, fault);
    }

    private Response? RefusedByV2(HttpContext context)
    {
        if (context.Request.Headers["api-key"].ToString() != account.Options.V2ApiKey) return V2Refusals.Unauthorized();
        return v2Window.Take().Allowed ? null : V2Refusals.TooManyRequests();
    }

    private async Task ApplyFaultAsync(HttpContext context, RouteTable.Match match, Fault fault)
    {
        var after = fault.Drop == "after" || fault.Drop is null && fault.Apply == "after";
        if (!after)
        {
            await WaitAsync(fault.DelayMilliseconds, context.RequestAborted);
            if (fault.Drop is not null)
            {
                context.Abort();
                return;
            }
            if (fault.Status is { } status)
            {
                using var failure = Failure(status, fault);
                await SendAsync(context, failure, fault: null);
                return;
            }
            await ResponseAsync(context, match, fault);
            return;
        }
        using var applied = await ApplyAsync(context, match);
        await WaitAsync(fault.DelayMilliseconds, context.RequestAborted);
        if (fault.Drop is not null)
        {
            context.Abort();
            return;
        }
        using var instead = fault.Status is { } other ? Failure(other, fault) : null;
        await SendAsync(context, instead ?? applied, instead is null ? fault : null);
    }

    private async Task ResponseAsync(HttpContext context, RouteTable.Match match, Fault? fault)
    {
        using var result = await ApplyAsync(context, match);
        await SendAsync(context, result, fault);
    }

    private async Task<Response> ApplyAsync(HttpContext context, RouteTable.Match match)
    {
        if (!match.IsPath) return Refusals.NotFound();
        if (match.Handle is null) return Refusals.WrongVerb(context.Request.Method);
        var body = await ReadBodyAsync(context, anyType: false);
        if (body.Error is not null) return body.Error;
        lock (account.Gate)
        {
            account.Maintenance.CatchUp();
            return match.Handle(new ApiCall(account, new QueryView(context.Request.Query), match.Id, body.Value));
        }
    }

    private static async Task<(JsonElement Value, Response? Error)> ReadBodyAsync(HttpContext context, bool anyType)
    {
        if (!HasBody(context)) return default;
        var type = context.Request.ContentType;
        if (!anyType && !context.Request.HasJsonContentType())
            return (default, Refusals.Message(415, $"The request entity's media type '{type}' is not supported for this resource."));
        try
        {
            var document = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            context.Response.RegisterForDispose(document);
            return (document.RootElement, null);
        }
        catch (JsonException unreadable)
        {
            var errors = new BindingErrors();
            errors.Add("", $"The body is not JSON: {unreadable.Message}");
            return (default, Refusals.NotBound(errors));
        }
    }

    private static bool HasBody(HttpContext context) =>
        context.Request.ContentLength is not 0 && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };

    private Task WaitAsync(int milliseconds, CancellationToken cancellationToken) =>
        milliseconds <= 0 ? Task.CompletedTask : Task.Delay(TimeSpan.FromMilliseconds(milliseconds), account.Clock, cancellationToken);

    private static Response Failure(int status, Fault fault) => fault.Body is { } body ? Response.Text(status, body, fault.ContentType) : Refusals.Usual(status);

    private void Describe(HttpResponse response, RateStatus existing)
    {
        if (!account.Options.SendRateHeaders) return;
        response.Headers["X-Rate-Limit-Limit"] = Text(existing.Limit);
        response.Headers["X-Rate-Limit-Remaining"] = Text(existing.Remaining);
        response.Headers["X-Rate-Limit-Reset"] = Text(existing.ResetSeconds);
    }

    private async Task SendAsync(HttpContext context, Response result, Fault? fault)
    {
        var response = context.Response;
        response.StatusCode = result.Status;
        response.Headers.Date = account.Clock.GetUtcNow().ToString("r", System.Globalization.CultureInfo.InvariantCulture);
        response.Headers.CacheControl = "no-cache";
        response.Headers.Pragma = "no-cache";
        response.Headers.Expires = "-1";
        if (result.Status == 429) Refuse(response);
        var body = result.Body;
        if (fault?.TruncateAt is { } cut && cut < body.Length) body = body[..Math.Max(0, cut)];
        if (body.Length > 0) response.ContentType = result.ContentType;
        if (fault?.PadTo is not { } size || size <= body.Length)
        {
            response.ContentLength = body.Length;
            if (body.Length > 0) await response.BodyWriter.WriteAsync(body, context.RequestAborted);
            return;
        }
        response.ContentLength = size;
        await response.BodyWriter.WriteAsync(body, context.RequestAborted);
        await PadAsync(response, size - body.Length, context.RequestAborted);
    }

    private void Refuse(HttpResponse response)
    {
        stats.CountRateLimited();
        if (account.Options.SendRetryAfter && response.Headers.RetryAfter.Count == 0) response.Headers.RetryAfter = Text(window.Peek().ResetSeconds);
    }

    private static async Task PadAsync(HttpResponse response, long left, CancellationToken cancellationToken)
    {
        var blanks = new byte[64 * 1024];
        Array.Fill(blanks, (byte)' ');
        for (; left > 0; left -= blanks.Length)
            await response.BodyWriter.WriteAsync(blanks.AsMemory(0, (int)Math.Min(left, blanks.Length)), cancellationToken);
    }

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
