using System.Net.Http.Headers;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;

namespace Connector.Http;

/// <summary>One call: what to send, what its response means to the journal, and what is known of the attempt under way. It travels with its request and is sent once.</summary>
/// <param name="path">Relative to the base address, no leading slash, with the query; no secrets.</param>
public abstract class ApiCall(IApi api, HttpMethod method, string path)
{
    public static readonly MediaTypeHeaderValue Json = new("application/json");
    public static readonly MediaTypeHeaderValue JsonUtf8 = new("application/json", "utf-8");
    public static readonly MediaTypeHeaderValue Form = new("application/x-www-form-urlencoded");
    private static readonly HttpRequestOptionsKey<ApiCall> s_key = new(typeof(ApiCall).FullName!);

    public IApi Api => api;
    public HttpMethod Method => method;
    public string Path => path;

    /// <summary>The API's, unless the call goes elsewhere.</summary>
    public Uri BaseAddress { get; init; } = api.BaseAddress;
    public RateLane Lane { get; init; } = RateLane.Normal;
    public ReadOnlyMemory<byte> Body { get; init; }
    public MediaTypeHeaderValue BodyType { get; init; } = Json;

    /// <summary>A longer response is refused. Counted unpacked.</summary>
    public long MaxBytes { get; init; } = api.MaxResponseBytes;

    /// <summary>For each attempt; the API's, unless this call takes longer.</summary>
    public TimeSpan Timeout { get; init; } = api.Timeout;

    /// <summary>Credentials of its own. Such a call is no part of what the account may do: it takes no permit.</summary>
    public AuthenticationHeaderValue? Authorization { get; init; }

    /// <summary>Whether it does no harm twice. A write is sent once, so that its failure says truly that the outcome is unknown.</summary>
    public bool IsRepeatable { get; init; } = method == HttpMethod.Get;

    /// <summary>404 is a result: there is none.</summary>
    public bool NullWhenMissing { get; init; }

    /// <summary>Code of a 404 where it is a failure; null takes the table's.</summary>
    public string? MissingCode { get; init; }

    /// <summary>Code of a refusal; null takes the table's.</summary>
    public string? RejectedCode { get; init; }

    /// <summary>The shop orders that it concerns, for the journal, unless the reading names others.</summary>
    public IReadOnlyList<string> OrderIds { get; init; } = [];

    /// <summary>
    /// Names a list that is read again and again, with its page; null for a call that somebody asked for. A poll belongs to no order, and one that gets what it got before
    /// is only counted.
    /// </summary>
    public string? Poll { get; init; }

    /// <summary>What the orders of the call say about people: it is taken out of the vendor's words.</summary>
    public PersonalValues Personal { get; init; } = PersonalValues.None;

    /// <summary>The journal sees nothing of the body sent.</summary>
    public bool RequestIsSecret { get; init; }

    /// <summary>The journal sees nothing of the response.</summary>
    public bool ResponseIsSecret { get; init; }

    /// <summary>The journal sees nothing of a success but its summary, also where it cannot be read; refusals are kept.</summary>
    public bool SuccessIsSecret { get; init; }

    /// <summary>What is read of the response holds no part of its body, so that the memory is used again once the call is over. For long responses.</summary>
    public bool LeavesBody { get; init; }

    /// <summary>From 1; 0 until the first.</summary>
    public int Attempt { get; set; }

    /// <summary>When the attempt began.</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>Where it went.</summary>
    public Uri Address { get; private set; } = new(api.BaseAddress, path);

    /// <summary>Of the attempt: ours, or the one that the vendor responded with; null where the API has none.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>Of the attempt: 0 until a response came.</summary>
    public int Status { get; set; }

    /// <summary>Of the attempt: null until the response was read.</summary>
    public ApiResponse? Response { get; set; }

    /// <summary>Of the attempt: how it failed.</summary>
    public ConnectorException? Failure { get; set; }

    /// <summary>The call of a request; null for requests that were not made here.</summary>
    public static ApiCall? From(HttpRequestMessage request) => request.Options.TryGetValue(s_key, out var call) ? call : null;

    /// <summary>Lets a request that was made elsewhere (by an SDK) pass the handlers as this call.</summary>
    public void Attach(HttpRequestMessage request) => request.Options.Set(s_key, this);

    /// <summary>Forgets the attempt before.</summary>
    public void Begin(DateTimeOffset at, Uri address)
    {
        (At, Address) = (at, address);
        (Status, Response, Failure) = (0, null, null);
    }

    /// <summary>Reads the body of a success. Throws <see cref="System.Text.Json.JsonException"/> when it is not what was asked for; a text that is no Unicode or a number out of bounds comes as <see cref="InvalidOperationException"/>, <see cref="OverflowException"/> or <see cref="FormatException"/>.</summary>
    public abstract Reading Interpret(ReadOnlyMemory<byte> body);

    protected HttpRequestMessage Compose()
    {
        var request = new HttpRequestMessage(method, new Uri(BaseAddress, path));
        request.Headers.Authorization = Authorization;
        request.Headers.Accept.ParseAdd("application/json");
        if (!Body.IsEmpty) request.Content = new ReadOnlyMemoryContent(Body) { Headers = { ContentType = BodyType } };
        Attach(request);
        return request;
    }
}

/// <param name="read">Gets the body and the instant before the request went out.</param>
public sealed class ApiCall<T>(IApi api, HttpMethod method, string path, Func<ReadOnlyMemory<byte>, DateTimeOffset, Reading<T>> read) : ApiCall(api, method, path)
{
    /// <summary>Null until it was read, and where a 404 is a result.</summary>
    public T? Result { get; private set; }

    public override Reading Interpret(ReadOnlyMemory<byte> body)
    {
        var reading = read(body, At);
        Result = reading.Value;
        return reading;
    }

    /// <summary>Throws what the API's failure table makes of any failure.</summary>
    public async Task<T?> SendAsync(HttpClient client, CancellationToken cancellationToken)
    {
        using var request = Compose();
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return Result;
    }
}
