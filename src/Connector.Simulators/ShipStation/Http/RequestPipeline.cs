using Connector.Simulators.Control;
using Connector.Simulators.ShipStation.Account;
using Connector.Simulators.ShipStation.Control;
using Connector.Simulators.ShipStation.V2;
using Microsoft.AspNetCore.Http;

namespace Connector.Simulators.ShipStation.Http;

/// <summary>From request to answer: count, latency, key, rate, fault, route. Control calls take a way of their own and meet none of these.</summary>
internal sealed class RequestPipeline(ShipStationAccount account, RequestStats stats, FaultPlan faults, ControlRoutes controls, RateWindow window, RateWindow v2Window)
{
    private readonly Credentials _credentials = new(account.Options.ApiKey, account.Options.ApiSecret);
    private readonly FaultTurn _turn = new(account, controls);

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
        var body = await RequestBody.ReadAsync(context, anyType: true);
        using var result = body.Refusal?.Invoke() ?? controls.Handle(context.Request.Method, rest, new QueryView(context.Request.Query), body.Value);
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
        await ServeMatchAsync(context, match);
    }

    /// <summary>The door of V2: its own key in a header, its own window, its own errors. The public keys and documents need no key.</summary>
    private async Task ServeV2Async(HttpContext context)
    {
        var request = context.Request;
        var path = request.Path.Value!;
        var verb = request.Method.ToUpperInvariant();
        var isPublic = V2Routes.IsPublic(path) && verb == "GET";
        var match = V2Routes.Find(verb, path);
        stats.Count(match.Route);
        if (account.Options.LatencyMilliseconds > 0) await WaitAsync(account.Options.LatencyMilliseconds, context.RequestAborted);
        using var refused = isPublic ? null : RefusedByV2(context);
        if (refused is not null)
        {
            if (refused.Status == 429) context.Response.Headers.RetryAfter = Text(v2Window.Peek().ResetSeconds);
            await SendAsync(context, refused, fault: null);
            return;
        }
        await ServeMatchAsync(context, match);
    }

    private Response? RefusedByV2(HttpContext context)
    {
        if (context.Request.Headers["api-key"].ToString() != account.Options.V2ApiKey) return V2Refusals.Unauthorized();
        return v2Window.Take().Allowed ? null : V2Refusals.TooManyRequests();
    }

    private async Task ServeMatchAsync(HttpContext context, RouteTable.Match match)
    {
        var fault = await TakeFaultAsync(context, match);
        if (fault is null)
        {
            using var result = await ApplyAsync(context, match, fault: null);
            await SendAsync(context, result, fault: null);
            return;
        }
        try
        {
            await ApplyFaultAsync(context, match, fault);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            _turn.NoteUnknown(context, match, await RequestBody.ReadAsync(context, anyType: false));
            throw;
        }
    }

    private async Task<Fault?> TakeFaultAsync(HttpContext context, RouteTable.Match match)
    {
        if (!faults.NamesOrders) return faults.Take(match.Route);
        var body = await RequestBody.ReadAsync(context, anyType: false);
        lock (account.Gate)
        {
            var order = OrderOfCall.Find(account, match, new QueryView(context.Request.Query), body.Value);
            return faults.Take(match.Route, name => order is not null && OrderOfCall.IsNamed(order, name));
        }
    }

    private async Task ApplyFaultAsync(HttpContext context, RouteTable.Match match, Fault fault)
    {
        var body = await RequestBody.ReadAsync(context, anyType: false);
        var after = fault.Drop == "after" || fault.Hang == "after" || fault.Drop is null && fault.Hang is null && fault.Apply == "after";
        if (!after)
        {
            var isServed = fault.Drop is null && fault.Hang is null && fault.Status is null;
            if (!isServed && FaultTurn.ProvesNothing(fault, IsV2(match))) _turn.NoteUnknown(context, match, body);
            await WaitAsync(fault.DelayMilliseconds, context.RequestAborted);
            if (fault.Hang is not null) await faults.HoldAsync(context.RequestAborted);
            if (fault.Drop is not null)
            {
                context.Abort();
                return;
            }
            if (fault.Status is { } status)
            {
                using var failure = Failure(context, match, status, fault);
                await SendAsync(context, failure, fault: null);
                return;
            }
            using var served = await ApplyAsync(context, match, fault);
            // Before the caller can look for it.
            if (FaultTurn.ProvesNothing(fault, IsV2(match))) _turn.NoteUnknown(context, match, body);
            await SendAsync(context, served, fault);
            return;
        }
        using var applied = await ApplyAsync(context, match, fault);
        if (FaultTurn.ProvesNothing(fault, IsV2(match))) _turn.NoteUnknown(context, match, body);
        await WaitAsync(fault.DelayMilliseconds, context.RequestAborted);
        if (fault.Hang is not null) await faults.HoldAsync(context.RequestAborted);
        if (fault.Drop is not null)
        {
            await BreakAsync(context, applied, fault.TruncateAt);
            return;
        }
        using var instead = fault.Status is { } other ? Failure(context, match, other, fault) : null;
        await SendAsync(context, instead ?? applied, instead is null ? fault : null);
    }

    /// <summary>Breaks the connection: at once, or after the first bytes of the response.</summary>
    private static async Task BreakAsync(HttpContext context, Response applied, int? length)
    {
        if (length is { } cut && applied.Body.Length > 0)
        {
            context.Response.StatusCode = applied.Status;
            context.Response.ContentType = applied.ContentType;
            context.Response.ContentLength = applied.Body.Length;
            await context.Response.BodyWriter.WriteAsync(applied.Body[..Math.Clamp(cut, 0, applied.Body.Length - 1)], context.RequestAborted);
            // A body that ends before its announced length closes the connection behind what was written.
            return;
        }
        context.Abort();
    }

    private async Task<Response> ApplyAsync(HttpContext context, RouteTable.Match match, Fault? fault)
    {
        if (!match.IsPath) return Refusals.NotFound();
        if (match.Handle is null) return Refusals.WrongVerb(context.Request.Method);
        var body = await RequestBody.ReadAsync(context, anyType: false);
        if (body.Refusal is { } unreadable) return IsV2(match) ? V2Refusals.Wrong("request", "The body is not JSON.") : unreadable();
        _turn.Meanwhile(fault, after: false);
        Response response;
        lock (account.Gate)
        {
            account.CatchUp();
            response = match.Handle(new ApiCall(account, new QueryView(context.Request.Query), match.Id, body.Value, match.Texts));
        }
        _turn.Meanwhile(fault, after: true);
        return response;
    }

    private static bool IsV2(RouteTable.Match match) => match.Route.Contains(" /v2/", StringComparison.Ordinal);

    private Task WaitAsync(int milliseconds, CancellationToken cancellationToken) =>
        milliseconds <= 0 ? Task.CompletedTask : Task.Delay(TimeSpan.FromMilliseconds(milliseconds), account.Clock, cancellationToken);

    private Response Failure(HttpContext context, RouteTable.Match match, int status, Fault fault)
    {
        if (status == 429 && (fault.RetryAfterSeconds ?? (IsV2(match) ? v2Window.Peek().ResetSeconds : 0)) is var seconds and > 0) context.Response.Headers.RetryAfter = Text(seconds);
        if (fault.Body is { } body) return Response.Text(status, body, fault.ContentType);
        return IsV2(match) ? V2Refusals.Usual(status) : Refusals.Usual(status);
    }

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
        if (result.Location is { } target) response.Headers.Location = target;
        if (result.RequestId is { } id) response.Headers["x-shipengine-requestid"] = id;
        if (result.Status == 429) Refuse(response);
        var body = result.Body;
        if (fault?.TruncateAt is { } cut && cut < body.Length) body = body[..Math.Max(0, cut)];
        if (body.Length > 0) response.ContentType = result.ContentType;
        if (fault?.DripMilliseconds is { } pause)
        {
            response.ContentLength = body.Length;
            await faults.DripAsync(response.BodyWriter, [body], pause, context.RequestAborted);
            return;
        }
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
