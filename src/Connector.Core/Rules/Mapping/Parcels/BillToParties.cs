using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Sources;
using Connector.Core.Rules.Mapping.Texts;

namespace Connector.Core.Rules.Mapping.Parcels;

/// <summary>Pure: who pays the carrier.</summary>
internal sealed class BillToParties(BillToRules rules, SourceCompiler compiler)
{
    private readonly TargetSource _account = new(compiler, "BillToParty.Account", rules.Account, SourceFormat.Text);
    private readonly TargetSource _postalCode = new(compiler, "BillToParty.PostalCode", rules.PostalCode, SourceFormat.Text);
    private readonly TargetSource _country = new(compiler, "BillToParty.CountryCode", rules.CountryCode, SourceFormat.Upper);
    private readonly TargetSource _other = new(compiler, "BillToParty.MyOtherAccount", rules.MyOtherAccount, SourceFormat.Text);

    /// <summary>Null: the account pays, as ever.</summary>
    public BillToParty? Find(MappingRun run)
    {
        if (string.IsNullOrEmpty(rules.Party)) return null;
        var account = Text(run, _account, FieldLimits.BillToAccount);
        var other = Text(run, _other, FieldLimits.BillToMyOtherAccount);
        // A payer without a number would make the label fail.
        if (rules.Party is "recipient" or "third_party" && account is null) return null;
        if (rules.Party == "my_other_account" && other is null) return null;
        return new BillToParty(
            rules.Party, account, Text(run, _postalCode, FieldLimits.BillToPostalCode), Text(run, _country, FieldLimits.BillToCountryCode), other);
    }

    private static string? Text(MappingRun run, TargetSource source, FieldLimit limit) =>
        source.TryText(run, null, out var text) ? run.Fit(limit, TextCleaner.Code(text)) : null;
}
