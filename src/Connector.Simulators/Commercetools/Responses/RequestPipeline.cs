using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Connector.Simulators.Commercetools.Control;
using Connector.Simulators.Control;
using Microsoft.AspNetCore.Http;

namespace Connector.Simulators.Commercetools.Responses;

/// <summary>Every request goes through here: counted, delayed, hit by a fault if one waits for it, answered.</summary>
internal sealed class RequestPipeline(
    CommercetoolsSimulatorOptions options, TokenBook tokens, ApiRouter router, ControlApi control, RequestStats stats, FaultPlan faults, TimeProvider clock)
{
    private const int MaxControlBytes = 512 * 1024 * 1024;
    private const string ControlPath = "__sim";
    private const int LongestUserId = 128;

    public async Task HandleAsync(HttpContext context)
    {
        var (segments, query) = RequestReader.ReadTarget(context);
        var isControl = segments.Count > 0 && segments[0] == ControlPath;
        var body = await RequestReader.ReadBodyAsync(context, isControl ? MaxControlBytes : options.MaxBodyBytes);
        if (isControl)
        {
            await HandleControlAsync(context, segments, query, body ?? default);
            return;
        }
        var endpoint = router.Find(context.Request.Method, segments);
        var route = RouteOf(context.Request.Method, segments, endpoint);
        stats.Count(route);
        var fault = faults.Take(route);
        // A real wait, whatever the simulator's clock says: it is the caller who waits.
        var delay = options.LatencyMilliseconds + (fault?.DelayMilliseconds ?? 0);
        if (delay > 0) await Task.Delay(TimeSpan.FromMilliseconds(delay), TimeProvider.System, context.RequestAborted);
        context.Response.Headers["X-Correlation-ID"] = CorrelationId(context);
        context.Response.Headers.Date = clock.GetUtcNow().ToString("r", System.Globalization.CultureInfo.InvariantCulture);
        if (fault is null) await FaultyResponses.WriteAsync(context, Response(context, segments, query, body, endpoint));
        else await WriteFaultAsync(context, fault, () => Response(context, segments, query, body, endpoint));
    }

    private async Task WriteFaultAsync(HttpContext context, Fault fault, Func<ApiResponse> apply)
    {
        if (fault.Status == 429) stats.CountRateLimited();
        if (fault.Drop == "before")
        {
            context.Abort();
            return;
        }
        if (fault.Hang == "before") await faults.HoldAsync(context.RequestAborted);
        if (fault.Status is not null && fault.Apply != "after" && fault.Drop is null && fault.Hang is null)
        {
            await FaultyResponses.WriteAsync(context, FaultyResponses.From(fault));
            return;
        }
        var response = apply();
        if (fault.Hang is not null) await faults.HoldAsync(context.RequestAborted);
        if (fault.Drop == "after") await FaultyResponses.BreakAsync(context, fault, response);
        else if (fault.Status is not null) await FaultyResponses.WriteAsync(context, FaultyResponses.From(fault));
        else if (fault.DripMilliseconds is { } pause && response.Length > 0) await FaultyResponses.DripAsync(context, response, faults, pause);
        else await FaultyResponses.WriteAsync(context, FaultyResponses.Distort(fault, response));
    }

    private async Task HandleControlAsync(
        HttpContext context, IReadOnlyList<string> segments, IReadOnlyList<KeyValuePair<string, string>> query, ReadOnlyMemory<byte> body)
    {
        if (context.Connection.RemoteIpAddress is { } remote && !IPAddress.IsLoopback(remote))
        {
            context.Response.StatusCode = 404;
            return;
        }
        await FaultyResponses.WriteAsync(context, control.Response(new ApiRequest { Method = context.Request.Method, Segments = segments, Query = query, Body = body }));
    }

    private ApiResponse Response(
        HttpContext context, IReadOnlyList<string> segments, IReadOnlyList<KeyValuePair<string, string>> query, ReadOnlyMemory<byte>? body, Endpoint? endpoint)
    {
        var authorization = (string?)context.Request.Headers.Authorization;
        try
        {
            if (context.Request.Headers["X-External-User-ID"].ToString().Length > LongestUserId) throw Refusal.InvalidInput($"X-External-User-ID has more than {LongestUserId} characters.");
            if (body is not { } content) throw Refusal.TooLarge("The request is larger than the allowed size.");
            if (segments.Count > 0 && segments[0] == "oauth") return ResponseOauth(context.Request.Method, segments, authorization, query, content);
            return router.Response(endpoint, authorization, segments.Count > 0 ? segments[0] : "", token => new ApiRequest
            {
                Method = context.Request.Method,
                Segments = segments,
                Query = query,
                Body = content,
                ClientId = token?.ClientId,
                ExternalUserId = context.Request.Headers["X-External-User-ID"],
            });
        }
        catch (ApiException refusal)
        {
            return refusal.ToResponse();
        }
        catch (Exception e) when (e is InvalidOperationException or NullReferenceException or FormatException or KeyNotFoundException)
        {
            // Documents put in past the API's rules can lack anything; the real server says no more than this either.
            return ApiResponse.Json(500, new JsonObject
            {
                ["statusCode"] = 500, ["message"] = $"Internal error: {e.Message}",
                ["errors"] = new JsonArray(new JsonObject { ["code"] = "General", ["message"] = $"Internal error: {e.Message}" }),
            });
        }
    }

    private ApiResponse ResponseOauth(
        string method, IReadOnlyList<string> segments, string? authorization, IReadOnlyList<KeyValuePair<string, string>> query, ReadOnlyMemory<byte> body)
    {
        List<KeyValuePair<string, string>> parameters = [.. RequestReader.ReadForm(Encoding.UTF8.GetString(body.Span)), .. query];
        return segments is [_, "token"] && method == "POST" ? tokens.Issue(authorization, parameters)
            : segments is [_, "introspect"] && method == "POST" ? tokens.Introspect(authorization, parameters)
            : throw Refusal.NotFound("There is no such endpoint.");
    }

    private static string RouteOf(string method, IReadOnlyList<string> segments, Endpoint? endpoint) =>
        endpoint?.Route ?? (segments is ["oauth", var call] ? $"{method} /oauth/{call}" : $"{method} (unknown)");

    private string CorrelationId(HttpContext context)
    {
        var given = (string?)context.Request.Headers["X-Correlation-ID"];
        return string.IsNullOrEmpty(given) ? $"{options.ProjectKey}/{Guid.NewGuid()}" : given;
    }
}
