namespace Connector.Core.Rules.Labels;

/// <summary>Why something about a label was decided as it was.</summary>
/// <param name="Code">One of <see cref="LabelCodes"/>.</param>
/// <param name="Text">One line for people, without names and addresses.</param>
public sealed record LabelReason(string Code, string Text);
