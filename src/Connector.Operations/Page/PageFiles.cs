using System.Reflection;

namespace Connector.Operations.Page;

/// <summary>Style and script of the page, out of this program.</summary>
internal static class PageFiles
{
    /// <summary>Null for what is none of them.</summary>
    public static IResult? Find(string path) => path switch
    {
        "ops.css" => Open(path, "text/css; charset=utf-8"),
        "ops.js" => Open(path, "text/javascript; charset=utf-8"),
        _ => null
    };

    public static IResult Open(string name, string contentType) =>
        TypedResults.Stream(Assembly.GetExecutingAssembly().GetManifestResourceStream("ops/" + name) ?? throw new InvalidOperationException($"{name} is not in the program."), contentType);
}
