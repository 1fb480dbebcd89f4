using System.Net;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Connector.BrowserTests;

/// <summary>What operators do on the page, in a browser.</summary>
[Collection(PageCollection.Name)]
public sealed class PageTests(PageFixture fixture)
{
    private static readonly string[] s_views =
        ["/ops", "/ops/orders", "/ops/orders?promise=breached", "/ops/attention", "/ops/attention?tab=resolved", "/ops/labels", "/ops/system"];

    [BrowserFact]
    public async Task An_order_is_found_by_half_its_number_and_its_history_is_read()
    {
        await using var open = await OpenPage.AtAsync(fixture, fixture.Address, "/ops");
        await open.Page.GetByRole(AriaRole.Searchbox).FillAsync(fixture.Shipped[3..].ToLowerInvariant());
        await open.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(open.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToHaveTextAsync($"Order {fixture.Shipped}");
        var events = await open.Page.Locator(".history .what").AllInnerTextsAsync();
        Assert.Contains(events, text => text.StartsWith("Sent to ShipStation", StringComparison.Ordinal));
        Assert.Contains(events, text => text.Contains("Label", StringComparison.Ordinal));
        Assert.Equal(["Placed", "Ready to send", "In ShipStation", "Label", "Shown in shop"], await open.Page.Locator(".steps .done b").AllInnerTextsAsync());
        // Calls are folded until somebody wants them.
        var calls = open.Page.Locator(".history summary").Filter(new LocatorFilterOptions { HasText = "API call" }).First;
        await Assertions.Expect(open.Page.Locator(".calls").First).ToBeHiddenAsync();
        await calls.ClickAsync();
        await Assertions.Expect(open.Page.Locator(".calls").First).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task An_address_of_the_page_before_leads_to_the_order()
    {
        await using var open = await OpenPage.AtAsync(fixture, fixture.Address, $"/ops#order={fixture.Shipped}");

        await Assertions.Expect(open.Page).ToHaveTitleAsync(Like($"Order {fixture.Shipped}"));
    }

    [BrowserFact]
    public async Task Late_orders_are_a_number_that_leads_to_their_list()
    {
        await using var open = await OpenPage.AtAsync(fixture, fixture.Address, "/ops");
        await open.Page.Locator(".tile", new PageLocatorOptions { HasText = "Late" }).ClickAsync();

        await Assertions.Expect(open.Page).ToHaveURLAsync(Like("promise=breached"));
        Assert.Equal(PageFixture.Late, (await open.Page.Locator("tbody th").AllInnerTextsAsync()).Order(StringComparer.Ordinal));
        Assert.Equal(PageFixture.Late.Count, await open.Page.Locator(".late").CountAsync());
    }

    [BrowserFact]
    public async Task A_group_is_previewed_retried_and_its_result_is_seen()
    {
        await fixture.RepairAsync(PageFixture.Broken[0]);
        await using var open = await OpenPage.AtAsync(fixture, fixture.Address, "/ops/attention?order=" + PageFixture.Broken[0]);
        await open.Link($"Preview what a retry would send for {PageFixture.Broken[0]}").ClickAsync();
        await open.SeesAsync("Would be created in ShipStation");

        await open.Page.GotoAsync("/ops/attention");
        await open.Page.Locator(".group", new PageLocatorOptions { HasText = PageFixture.Broken[0] }).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Retry group" }).ClickAsync();
        await open.SeesAsync(Like("Retrying [0-9]+ errors"), "#result");
        // The page looks again by itself until there is a result.
        await open.SeesAsync("Retry finished", "#retry-result");
        Assert.Matches("([0-9]+) of \\1 put back: 1 succeeded, [2-9] failed again", await open.Page.InnerTextAsync("#retry-result"));
        await open.SeesAsync("Data problem", "#retry-result");
    }

    [BrowserFact]
    public async Task An_error_is_dismissed_with_a_reason_and_put_back()
    {
        await using var open = await OpenPage.AtAsync(fixture, fixture.Address, "/ops/attention?code=CancelledAfterShipment");
        await open.Page.Locator(".menu summary", new PageLocatorOptions { HasText = "Dismiss" }).First.ClickAsync();
        await open.Page.Locator(".menu input[name=reason]:visible").FillAsync("goods come back");
        await open.Page.Locator(".menu button:visible", new PageLocatorOptions { HasText = "Dismiss" }).ClickAsync();
        await open.SeesAsync("Dismissed 1 error.", "#result");

        await open.Link("Resolved").ClickAsync();
        await open.SeesAsync("goods come back");
        await open.Page.Locator("button", new PageLocatorOptions { HasText = "Undo" }).First.ClickAsync();
        await open.SeesAsync("put back", "#result");
    }

    [BrowserFact]
    public async Task A_proposal_is_approved_with_the_keyboard_alone()
    {
        await using var open = await OpenPage.AtAsync(fixture, fixture.LabelAddress, "/ops/labels?state=Proposed");
        var button = open.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = Like("^Approve the label") }).First;
        await open.TabToAsync(button);
        Assert.NotEqual("none", await button.EvaluateAsync<string>("e => getComputedStyle(e).outlineStyle"));
        await open.Page.Keyboard.PressAsync("Enter");

        await open.SeesAsync("Approved 1 label.", "#result");
    }

    [BrowserFact]
    public async Task The_first_tab_leads_past_the_navigation()
    {
        await using var open = await OpenPage.AtAsync(fixture, fixture.Address, "/ops/orders");
        await open.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the content", await open.Page.EvaluateAsync<string>("document.activeElement.textContent"));
        await open.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await open.Page.EvaluateAsync<string>("document.activeElement.id"));
    }

    [BrowserFact]
    public async Task What_comes_from_outside_shows_as_text_and_runs_nothing()
    {
        await using var open = await OpenPage.AtAsync(fixture, fixture.Address, "/ops/orders?q=EVIL-");

        await open.SeesAsync(PageFixture.HostileNumber);
        await open.SeesAsync(PageFixture.Hostile);
        await open.Page.GotoAsync("/ops/order?q=" + Uri.EscapeDataString(PageFixture.Hostile));
        await open.SeesAsync(PageFixture.Hostile);
        Assert.False(await open.Page.EvaluateAsync<bool>("'ran' in window"));
    }

    [BrowserFact]
    public async Task On_a_phone_nothing_scrolls_sideways_and_actions_are_reachable()
    {
        await using var open = await OpenPage.AtAsync(fixture, fixture.Address, "/ops", static options => options.ViewportSize = new ViewportSize { Width = 390, Height = 844 });
        foreach (var view in s_views.Append("/ops/order?q=" + fixture.Shipped).Append("/ops/orders?q=EVIL-"))
        {
            await open.Page.GotoAsync(view);
            Assert.Equal((view, 390), (view, await open.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")));
        }
        await open.Page.GotoAsync("/ops/attention");
        var retry = await open.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = Like("^Retry group") }).First.BoundingBoxAsync();
        Assert.True(retry is { X: >= 0, Height: >= 40 } && retry.X + retry.Width <= 390, $"{retry?.X} {retry?.Width} {retry?.Height}");
    }

    [BrowserFact]
    public async Task Without_scripts_everything_is_there_and_forms_work()
    {
        await using var open = await OpenPage.AtAsync(fixture, fixture.Address, "/ops", static options => options.JavaScriptEnabled = false);
        foreach (var view in s_views)
        {
            var response = await open.Page.GotoAsync(view);
            Assert.Equal((view, 200), (view, response!.Status));
            Assert.DoesNotContain("JavaScript", await open.Page.InnerTextAsync("body"), StringComparison.Ordinal);
        }
        await open.Page.GotoAsync("/ops/system");
        await open.Button("Pause reading shop notifications").ClickAsync();
        await open.SeesAsync("Paused.", "#result");
        await open.Button("Resume reading shop notifications").ClickAsync();
        await open.SeesAsync("Resumed.", "#result");
    }

    [BrowserFact]
    public async Task A_form_of_another_site_changes_nothing()
    {
        await using var open = await OpenPage.AtAsync(fixture, fixture.Address, "/ops/system");
        // As a page of another site would send it: the browser says where it comes from, and sends no cookie of ours.
        await open.Page.GotoAsync($"data:text/html,<form method='post' action='{fixture.Address}ops/flows/pause'><input name='flow' value='orders'><button>Win</button></form>");
        var sent = open.Page.WaitForResponseAsync(static response => response.Url.EndsWith("/ops/flows/pause", StringComparison.Ordinal));
        await open.Button("Win").ClickAsync();

        Assert.Equal((int)HttpStatusCode.Forbidden, (await sent).Status);
        await open.SeesAsync("Nothing was changed.");
    }

    [BrowserFact]
    public async Task An_operator_signs_in_and_out_and_a_viewer_sees_no_button_that_changes_anything()
    {
        await using var ada = await OpenPage.AtAsync(fixture, fixture.SignInAddress, "/ops/system");
        await Assertions.Expect(ada.Page).ToHaveURLAsync(Like("/ops/sign-in"));
        await SignInAsync(ada.Page, "a-wrong-token");
        await ada.SeesAsync("not valid");
        await SignInAsync(ada.Page, PageFixture.AdasToken);
        await Assertions.Expect(ada.Page).ToHaveURLAsync(Like("/ops/system$"));
        await ada.Button("Pause buying labels").ClickAsync();
        await ada.SeesAsync("paused by Ada");
        await ada.Button("Sign out").ClickAsync();
        await Assertions.Expect(ada.Page).ToHaveURLAsync(Like("/ops/sign-in"));
        await ada.Page.GotoAsync("/ops");
        await Assertions.Expect(ada.Page).ToHaveURLAsync(Like("/ops/sign-in"));

        await using var viewer = await OpenPage.AtAsync(fixture, fixture.SignInAddress, "/ops/system");
        await SignInAsync(viewer.Page, PageFixture.ViewersToken);
        await viewer.SeesAsync("Buying labels paused");
        Assert.Equal(["Find order", "Sign out"], await viewer.Page.GetByRole(AriaRole.Button).AllInnerTextsAsync());
    }

    private static async Task SignInAsync(IPage page, string token)
    {
        await page.GetByLabel("Your token").FillAsync(token);
        await page.Keyboard.PressAsync("Enter");
    }

    private static Regex Like(string pattern) => new(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));

    [BrowserFact]
    public async Task Nothing_of_a_view_is_closed_to_people_who_use_aids() =>
        Assert.Equal("", string.Join('\n', await ViolationsAsync(ColorScheme.Light, null, ["/ops", "/ops/orders?promise=breached", "/ops/attention", "/ops/attention?tab=resolved", "/ops/labels", "/ops/system", "/ops/order?q=" + PageFixture.Broken[1]])));

    [BrowserFact]
    public async Task In_the_dark_everything_can_be_read() =>
        Assert.Equal("", string.Join('\n', await ViolationsAsync(ColorScheme.Dark, "color-contrast", ["/ops/order?q=" + fixture.Shipped, "/ops/attention"])));

    /// <param name="rule">Null for all of them.</param>
    private async Task<IReadOnlyList<string>> ViolationsAsync(ColorScheme scheme, string? rule, IReadOnlyList<string> views)
    {
        await using var open = await OpenPage.AtAsync(fixture, fixture.Address, "/ops", options =>
        {
            options.ColorScheme = scheme;
            // The checks themselves are a script that the policy does not let in.
            options.BypassCSP = true;
        });
        var found = new List<string>();
        foreach (var view in views)
        {
            await open.Page.GotoAsync(view);
            var result = await open.Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations], RunOnly = rule is null ? null : RunOnlyOptions.Rules(rule) });
            found.AddRange(result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{view}: {violation.Id}: {node.Html}")));
        }
        return found;
    }
}
