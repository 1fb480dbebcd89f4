using System.Runtime.ExceptionServices;
using System.Text.Json;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Http;

/// <summary>
/// One attempt: its time limit, its body up to the cap, what the response means, and one entry in the journal, however it ends. Bodies are redacted, long lists kept
/// as a summary, headers never.
/// </summary>
public sealed class JournalHandler(IJournal journal, IBodyRedaction redaction, RepeatedReadings polls, TimeProvider clock) : DelegatingHandler
{
    private const int MaxPath = 1000;

    /// <summary>In bytes. The request of 100 orders has less; what has more is redacted at once, so that what waits in the journal stays small.</summary>
    internal const int LargestWaiting = 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (ApiCall.From(request) is not { } call) return await base.SendAsync(request, cancellationToken);
        call.Begin(clock.GetUtcNow(), request.RequestUri!);
        var started = clock.GetTimestamp();
        call.Api.Prepare(call, request);
        // What an SDK sends is known only here.
        var sent = call.Body.IsEmpty && request.Content is not null ? await request.Content.ReadAsByteArrayAsync(cancellationToken) : call.Body;
        HttpResponseMessage? received = null;
        Reading? reading = null;
        Exception? failure = null;
        try
        {
            received = await ReceiveAsync(call, request, cancellationToken);
            reading = Read(call, call.Response!);
        }
        catch (Exception broken)
        {
            failure = Explain(call, broken, cancellationToken);
        }
        call.Failure = failure as ConnectorException;
        // Also when the caller has stopped waiting: what was sent must be recorded.
        await journal.AppendAsync(EntryOf(call, sent, clock.GetElapsedTime(started), reading, failure), CancellationToken.None);
        if (failure is null) return received!;
        received?.Dispose();
        call.Api.LogFailure(call, CodeOf(call, failure)!);
        ExceptionDispatchInfo.Throw(failure);
        return received!;
    }

    private async Task<HttpResponseMessage> ReceiveAsync(ApiCall call, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(call.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var response = await base.SendAsync(request, either.Token);
        try
        {
            call.Status = (int)response.StatusCode;
            call.Api.Observe(call, response);
            // For whoever reads the response above us.
            var kept = await BodyReader.ReadAsync(response, call.MaxBytes, call.LeavesBody, either.Token);
            call.Response = new ApiResponse(call.Status, response.Headers, kept.Body, kept.TooLarge, clock.GetUtcNow());
            response.Content.Dispose();
            response.Content = kept;
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static Reading? Read(ApiCall call, ApiResponse response)
    {
        if (call.Api.Failures.From(call, response) is { } failure) throw failure;
        if (!response.IsSuccess) return null;
        try
        {
            return call.Interpret(response.Body);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or OverflowException or FormatException)
        {
            throw call.Api.Failures.From(call, BrokenCall.Unreadable, unreadable);
        }
    }

    private static Exception Explain(ApiCall call, Exception broken, CancellationToken cancellationToken) => broken switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested => broken,
        OperationCanceledException => call.Api.Failures.From(call, BrokenCall.TimedOut, broken),
        HttpRequestException or IOException => call.Api.Failures.From(call, BrokenCall.Disconnected, broken),
        InvalidDataException => call.Api.Failures.From(call, BrokenCall.NotUnpacked, broken),
        _ => broken
    };

    private Exchange EntryOf(ApiCall call, ReadOnlyMemory<byte> sent, TimeSpan duration, Reading? reading, Exception? failure)
    {
        var path = call.Address.PathAndQuery;
        return new Exchange(
            call.At, call.Api.Vendor, call.Method.Method, path.Length <= MaxPath ? path : path[..MaxPath] + "...", call.Status, CodeOf(call, failure), duration, call.Attempt,
            null, null, call.Poll is null ? reading?.OrderIds ?? call.OrderIds : [])
        {
            Request = sent.IsEmpty || call.RequestIsSecret ? null : BodyOf(sent),
            Response = ResponseOf(call, reading, failure),
            FoundNothing = reading is { FoundNothing: true } || (reading is not null && call is { Poll: { } poll, Response: { } response } && polls.Repeats($"{call.Api.Vendor} {poll}", response.Body.Span)),
            WorkId = CurrentWork.Id
        };
    }

    private ExchangeBody? ResponseOf(ApiCall call, Reading? reading, Exception? failure)
    {
        if (reading?.Summary is { } summary) return summary;
        if (call.ResponseIsSecret || call.Response is not { Body.IsEmpty: false } response || (call.SuccessIsSecret && response.IsSuccess)) return null;
        // A page of a gateway is not kept: the table has what it says.
        var first = response.Body.Span.TrimStart(" \t\r\n"u8);
        return !first.IsEmpty && first[0] is (byte)'{' or (byte)'['
            ? BodyOf(response.Body, failure is not null || reading?.HasRefusals == true ? call.Personal : null, isOurs: !call.LeavesBody)
            : failure is ConnectorException known ? call.Api.Failures.WordsOf(known) : null;
    }

    /// <param name="isOurs">Nobody else will use the memory again.</param>
    private ExchangeBody? BodyOf(ReadOnlyMemory<byte> utf8, PersonalValues? personal = null, bool isOurs = true) =>
        isOurs && utf8.Length <= LargestWaiting ? ExchangeBody.Later(() => redaction.Redact(utf8, personal)) : redaction.Redact(utf8, personal);

    private static string? CodeOf(ApiCall call, Exception? failure) => failure switch
    {
        null => null,
        ConnectorException known => call.Api.Failures.CodeOf(known),
        _ => "Cancelled"
    };

    /// <summary>By the merchant's policy (section "Journal").</summary>
    internal sealed class PolicyRedaction(Redaction policy) : IBodyRedaction
    {
        public string? Redact(ReadOnlyMemory<byte> utf8, PersonalValues? personal = null) => policy.Json(utf8.Span, personal);
    }
}
