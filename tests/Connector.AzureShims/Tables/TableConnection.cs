using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables;

/// <summary>The pipeline to one storage account and what every request to it carries.</summary>
internal sealed class TableConnection
{
    private const string Json = "application/json;odata=minimalmetadata";
    private const string Scope = "https://storage.azure.com/.default";
    private readonly HttpPipeline _pipeline;

    public TableConnection(TableConnectionString connection, TableClientOptions? options)
        : this(connection.Endpoint, new SharedKeyLitePolicy(connection.AccountName, connection.AccountKey), options)
    {
    }

    public TableConnection(Uri endpoint, TokenCredential credential, TableClientOptions? options)
        : this(endpoint, new BearerTokenAuthenticationPolicy(credential, Scope), options)
    {
    }

    private TableConnection(Uri endpoint, HttpPipelinePolicy authentication, TableClientOptions? options)
    {
        Endpoint = endpoint.AbsoluteUri.TrimEnd('/');
        _pipeline = HttpPipelineBuilder.Build(options ?? new TableClientOptions(), authentication);
    }

    /// <summary>Without a slash at its end.</summary>
    public string Endpoint { get; }

    public HttpMessage Create(RequestMethod method, string relative, byte[]? body = null)
    {
        var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri($"{Endpoint}/{relative}"));
        message.Request.Headers.SetValue("x-ms-version", "2019-02-02");
        message.Request.Headers.SetValue("DataServiceVersion", "3.0");
        message.Request.Headers.SetValue("Accept", Json);
        if (body is null) return message;
        message.Request.Headers.SetValue("Content-Type", Json);
        message.Request.Headers.SetValue("Prefer", "return-no-content");
        message.Request.Content = RequestContent.Create(body);
        return message;
    }

    /// <summary>Throws RequestFailedException unless the response is a success or one of these.</summary>
    public async Task<Response> SendAsync(HttpMessage message, CancellationToken cancellationToken, params int[] expected)
    {
        await _pipeline.SendAsync(message, cancellationToken).ConfigureAwait(false);
        var response = message.Response;
        return response.Status < 300 || expected.Contains(response.Status) ? response : throw new RequestFailedException(response, null, TableErrorParser.Instance);
    }

    public static JsonElement Body(Response response)
    {
        using var document = JsonDocument.Parse(response.Content.ToMemory());
        return document.RootElement.Clone();
    }
}
