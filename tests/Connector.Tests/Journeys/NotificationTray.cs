using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Connector.Tests.Journeys;

/// <summary>Stands between ShipStation and the connector: takes ShipStation's notifications and hands them on when a test says so, as often and in the order that it wants.</summary>
internal sealed class NotificationTray : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();
    private readonly ConcurrentQueue<byte[]> _notifications = new();
    private int _handedOn;

    private NotificationTray(WebApplication app, Uri receiver) => (_app, Receiver) = (app, receiver);

    /// <summary>Where notifications are handed on to.</summary>
    public Uri Receiver { get; set; }

    /// <summary>The address that ShipStation is to call.</summary>
    public Uri Address => new(_app.Urls.First() + "/");

    public static async Task<NotificationTray> StartAsync(Uri receiver)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var tray = new NotificationTray(builder.Build(), receiver);
        tray._app.Run(tray.TakeAsync);
        await tray._app.StartAsync();
        return tray;
    }

    /// <summary>Hands on what came since the last time: the newest first, each twice.</summary>
    public async Task HandOnDoubledAndReversedAsync()
    {
        var all = _notifications.ToArray();
        await PostTwiceAsync(all[_handedOn..].Reverse());
        _handedOn = all.Length;
    }

    /// <summary>What came since the last time never arrives.</summary>
    public void Lose() => _handedOn = _notifications.Count;

    /// <summary>As if nothing had ever come.</summary>
    public void Forget()
    {
        _notifications.Clear();
        _handedOn = 0;
    }

    /// <summary>Everything that ever came, once more: the newest first, each twice.</summary>
    public Task RepeatAllAsync() => PostTwiceAsync(_notifications.Reverse());

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        _notifications.Enqueue(body.ToArray());
    }

    private async Task PostTwiceAsync(IEnumerable<byte[]> notifications)
    {
        foreach (var notification in notifications)
        {
            for (var copy = 0; copy < 2; copy++)
            {
                using var content = new ByteArrayContent(notification);
                content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                using var response = await _http.PostAsync(Receiver, content);
                Assert.True(response.IsSuccessStatusCode, $"The connector answered {response.StatusCode} to a notice.");
            }
        }
    }
}
