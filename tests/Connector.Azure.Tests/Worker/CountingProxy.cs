using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Connector.Azure.Tests.Worker;

/// <summary>Stands before the storage emulator, passes every request on as it came, and counts them: what the storage account would bill as transactions.</summary>
internal sealed class CountingProxy : IAsyncDisposable
{
    private readonly HttpMessageInvoker _onward = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None });
    private readonly WebApplication _app;
    private int _count;

    private CountingProxy(WebApplication app, Uri target)
    {
        _app = app;
        app.Run(context => ForwardAsync(context, target));
    }

    public int Count => Volatile.Read(ref _count);

    public Uri Address => new(_app.Urls.Single());

    public static async Task<CountingProxy> StartAsync(Uri target)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var proxy = new CountingProxy(builder.Build(), target);
        await proxy._app.StartAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _onward.Dispose();
    }

    private async Task ForwardAsync(HttpContext context, Uri target)
    {
        Interlocked.Increment(ref _count);
        // The signature of a request holds its path as it was written.
        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var address = new Uri(target.GetLeftPart(UriPartial.Authority) + raw, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), address);
        if (context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0) request.Content = new StreamContent(context.Request.Body);
        foreach (var (name, values) in context.Request.Headers.Where(h => h.Key is not ("Host" or "Transfer-Encoding")))
        {
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values)) request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
        using var response = await _onward.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers).Where(h => h.Key is not ("Transfer-Encoding" or "Connection"))) context.Response.Headers[name] = values.ToArray();
        if (context.Response.StatusCode != (int)HttpStatusCode.NoContent) await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
