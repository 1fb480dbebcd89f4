using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Connector.BrowserTests;

/// <summary>One window of the browser, with nothing in it of another test. An error of a script or of the policy in any view fails the test.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    /// <summary>Milliseconds; a machine that does other things as well takes its time.</summary>
    public const float Patience = 30_000;
    private readonly IBrowserContext _context;
    private readonly List<string> _problems = [];

    private OpenPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, message) =>
        {
            if (message.Type == "error" && !message.Text.Contains("Failed to load resource", StringComparison.Ordinal)) _problems.Add(message.Text);
        };
        page.PageError += (_, error) => _problems.Add(error);
    }

    public IPage Page { get; }

    public static async Task<OpenPage> AtAsync(PageFixture fixture, Uri address, string path, Action<BrowserNewContextOptions>? with = null)
    {
        var options = new BrowserNewContextOptions { BaseURL = address.ToString(), ViewportSize = new ViewportSize { Width = 1280, Height = 900 } };
        with?.Invoke(options);
        var context = await fixture.Browser.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        var page = new OpenPage(context, await context.NewPageAsync());
        await page.Page.GotoAsync(path);
        return page;
    }

    /// <summary>Waits until the view says so.</summary>
    public Task SeesAsync(string text, string place = "main") => Assertions.Expect(Page.Locator(place)).ToContainTextAsync(text);

    /// <summary>Waits until the view says something like it.</summary>
    public Task SeesAsync(Regex text, string place = "main") => Assertions.Expect(Page.Locator(place)).ToContainTextAsync(text);

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = name });

    /// <summary>Presses the tab key until the focus is where it should be; fails when that cannot be reached.</summary>
    public async Task TabToAsync(ILocator wanted)
    {
        for (var i = 0; i < 200; i++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (await wanted.EvaluateAsync<bool>("e => e === document.activeElement")) return;
        }
        Assert.Fail("The tab key does not lead there.");
    }

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        Assert.Empty(_problems);
    }
}
