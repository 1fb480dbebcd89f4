using System.Text.Json;
using Connector.Core.Model.Messages;
using Connector.Local.Cli;
using Xunit;

namespace Connector.Tests.Local.Cli;

/// <summary>Scripts read the document of `sync --json` by these names.</summary>
public sealed class SyncDocumentTests
{
    [Fact]
    public void It_has_the_members_that_scripts_know_in_this_order()
    {
        var document = JsonSerializer.SerializeToElement(SyncReport.From(new SyncMeter(), TimeSpan.Zero), JsonSerializerOptions.Web);

        Assert.Equal(
            [
                "pulled", "eligible", "skipped", "unchanged", "created", "updated", "cancelled", "shipmentsRecorded", "shipmentsVoided", "addressesChecked", "deadLettered",
                "retryScheduled", "shipStationCalls", "commercetoolsCalls", "rateLimited", "elapsedMs"
            ],
            document.EnumerateObject().Select(static member => member.Name));
    }
}
