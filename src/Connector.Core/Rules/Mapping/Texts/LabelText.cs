using System.Globalization;
using System.Text;

namespace Connector.Core.Rules.Mapping.Texts;

/// <summary>Pure: one line of a label. Like <see cref="TextCleaner.Line"/>, without what label printers and carriers cannot print.</summary>
internal static class LabelText
{
    /// <param name="removed">True when emoji, symbols, control characters or unreadable ones were taken out. Invisible marks go without a word.</param>
    public static string? Line(string? text, out bool removed)
    {
        removed = false;
        if (string.IsNullOrEmpty(text)) return null;
        var raw = TextCleaner.Decode(text);
        if (IsPlain(raw)) return TextCleaner.Code(raw);
        var target = new StringBuilder(raw.Length);
        foreach (var rune in raw.EnumerateRunes())
        {
            switch (Judge(rune))
            {
                case Verdict.Keep:
                    target.Append(rune.ToString());
                    break;
                case Verdict.Blank:
                    removed = true;
                    target.Append(' ');
                    break;
                case Verdict.Remove:
                    removed = true;
                    break;
                case Verdict.Number:
                    target.Append("No.");
                    break;
                default:
                    break;
            }
        }
        return TextCleaner.Code(NormalForm.Compose(target.ToString()));
    }

    private enum Verdict { Keep, Blank, Remove, Number, Invisible }

    private static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or '^' or '~' or >= '\u007F' and < '\u00A0' or '\u00AD' or >= '\u0300') return false;
        }
        return true;
    }

    private static Verdict Judge(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        _ when rune.Value == 0x2116 => Verdict.Number,
        // Printers of some carriers read these as the beginning of a command.
        _ when rune.Value is '^' or '~' => Verdict.Blank,
        _ when rune.Value is 0x20E3 or (>= 0xFE00 and <= 0xFE0F) => Verdict.Invisible,
        _ when Rune.IsWhiteSpace(rune) => Verdict.Keep,
        UnicodeCategory.Control => Verdict.Remove,
        UnicodeCategory.Format => Verdict.Invisible,
        UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate => Verdict.Blank,
        // Signs of Latin-1 and the squared words of East Asia are text; the rest are pictures.
        UnicodeCategory.OtherSymbol when rune.Value > 0xFF && rune.Value is not (>= 0x3200 and <= 0x33FF) => Verdict.Blank,
        UnicodeCategory.ModifierSymbol when rune.Value > 0xFFFF => Verdict.Blank,
        _ => Verdict.Keep
    };
}
