namespace Connector.Operations.Api;

/// <summary>The document of `doctor --json`, and of the API.</summary>
/// <param name="Verdict">The worst of them.</param>
internal sealed record DoctorView(Verdict Verdict, IReadOnlyList<Finding> Findings);

internal enum Verdict { Ok, Warn, Fail }

/// <param name="Area">settings, state, commercetools, ShipStation (with the account's name) or clock.</param>
/// <param name="Fix">How to fix it; null when there is nothing to fix.</param>
internal sealed record Finding(string Area, string Check, Verdict Verdict, string Text, string? Fix);
