using Microsoft.Playwright;
using Xunit;

namespace Connector.BrowserTests;

/// <summary>The pictures of the documents: CONNECTOR_PICTURES=docs makes them again.</summary>
[Collection(PageCollection.Name)]
public sealed class PictureTests(PageFixture fixture)
{
    private const string Variable = "CONNECTOR_PICTURES";
    private const int LeastBytes = 10_000;

    [BrowserFact]
    public async Task Each_view_of_the_documents_can_be_pictured()
    {
        var folder = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? Directory.CreateDirectory(named) : Directory.CreateTempSubdirectory("connector-pictures-");
        (string Name, string Path, int Width, ColorScheme Scheme, string? Open)[] pictures =
        [
            ("ops", "/ops", 1280, ColorScheme.Light, null), ("ops-order", "/ops/order?q=" + fixture.Shipped, 1280, ColorScheme.Light, ".history > li:nth-child(2) summary"),
            ("ops-attention", "/ops/attention", 1280, ColorScheme.Light, null), ("ops-phone", "/ops/orders", 390, ColorScheme.Dark, null)
        ];
        foreach (var (name, path, width, scheme, unfold) in pictures)
        {
            await using var open = await OpenPage.AtAsync(fixture, fixture.Address, path, options => (options.ViewportSize, options.ColorScheme) = (new ViewportSize { Width = width, Height = 900 }, scheme));
            if (unfold is not null) await open.Page.Locator(unfold).First.ClickAsync();
            var file = new FileInfo(Path.Combine(folder.FullName, name + ".png"));
            await open.Page.ScreenshotAsync(new PageScreenshotOptions { Path = file.FullName, FullPage = unfold is not null });
            file.Refresh();
            Assert.True(file.Length > LeastBytes, name);
        }
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 }) folder.Delete(recursive: true);
    }
}
