using System.Text;
using Connector.Core.Engine.Watch;
using Connector.Operations.Access;
using Microsoft.Extensions.Options;

namespace Connector.Operations.Api;

/// <summary>Erasing a customer, and the evidence of one order: for both hosts.</summary>
public sealed class PrivacyApi(CustomerErasure erasure, OrderTraces traces, IOptions<RedactionOptions> redaction, TimeProvider clock, ILogger<PrivacyApi> log)
{
    private const int MaxWords = 256;

    /// <summary>Body: {"order": "US-1"} or {"email": "..."}, with "by" and "dryRun". 404 where there is no such order.</summary>
    public Task<IResult> EraseAsync(HttpRequest request) => SafeResponse.CreateAsync(request, log, async stop =>
    {
        var (wish, problem) = await JsonBody.ReadAsync(request, OperationsJson.Default.ErasureWish, "{\"order\": \"...\"} or {\"email\": \"...\"}", stop);
        if (problem is not null) return problem;
        var who = OperatorIdentity.Who(request.HttpContext, wish?.By, OperatorIdentity.Unnamed);
        var dryRun = wish?.DryRun ?? false;
        switch (wish)
        {
            case { Order: { Length: > 0 and <= MaxWords } order, Email: null }:
                return await erasure.EraseOrderAsync(order, who, dryRun, stop) is { } report ? Response.Ok(report) : Problems.Create(StatusCodes.Status404NotFound, "No order found. Check the number.");
            case { Email: { Length: > 0 and <= MaxWords } email, Order: null } when email.Contains('@'):
                return Response.Ok(await erasure.EraseCustomerAsync(email, who, dryRun, stop));
            default:
                return Problems.Field(wish?.Email is null ? "order" : "email", $"either order or email is required, of at most {MaxWords} characters; an email has an @.");
        }
    });

    /// <summary>Query: format (json, which is the default, or html). Comes as a file.</summary>
    public Task<IResult> EvidenceAsync(HttpRequest request, string number) => SafeResponse.CreateAsync(request, log, async stop =>
    {
        var format = QueryText.Read(request, "format")?.ToLowerInvariant() ?? "json";
        if (format is not ("json" or "html")) return Problems.Field("format", "must be json or html.");
        var (trace, problem) = await NamedOrder.FindAsync(traces, number, stop);
        if (trace is null) return problem!;
        var evidence = OrderEvidence.From(trace, clock.GetUtcNow(), redaction.Value.Redact);
        var name = new string([.. evidence.Order.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-')]);
        return format == "html"
            ? TypedResults.File(Encoding.UTF8.GetBytes(EvidencePage.Write(evidence)), "text/html; charset=utf-8", $"evidence-{name}.html")
            : TypedResults.File(evidence.ToJson(), "application/json", $"evidence-{name}.json");
    });
}

internal sealed record ErasureWish(string? Order, string? Email, string? By, bool? DryRun);
