using System.Text.Json.Nodes;

namespace ContainerTools.Commands;

/// <summary>An authority outside of a swarm that signs certificates for it, as docker writes it or as its address alone.</summary>
internal sealed class SwarmAuthority
{
    private const string Kind = "an authority outside";
    private const string Syntax = "its address (https://…), or protocol=cfssl,url=https://…,cacert=file";
    private const string Protocol = "cfssl";

    private readonly Dictionary<string, string> options = new(StringComparer.Ordinal);
    private string? url;
    private string? certificate;

    /// <summary>Reads what a parameter gives; what is wrong with it ends the cmdlet.</summary>
    /// <param name="certificate">The root certificate that they sign for where they do not say so themselves; <see langword="null"/> for that of the swarm.</param>
    public static IReadOnlyList<SwarmAuthority>? Read(PSCmdlet cmdlet, string[]? texts, string? certificate)
    {
        if (texts is null) return null;
        var result = new List<SwarmAuthority>();
        foreach (var text in texts)
        {
            try
            {
                var authority = Parse(cmdlet, text);
                authority.certificate ??= certificate;
                result.Add(authority);
            }
            catch (FormatException e)
            {
                cmdlet.ThrowTerminatingError(Errors.InvalidArgument("ExternalCAInvalid", text, e.Message));
            }
        }
        return result;
    }

    public static JsonArray Json(IEnumerable<SwarmAuthority> authorities) => [.. authorities.Select(authority => authority.Json())];

    private static SwarmAuthority Parse(PSCmdlet cmdlet, string text)
    {
        var authority = new SwarmAuthority();
        if (text.Contains("://", StringComparison.Ordinal) && !text.Contains("url=", StringComparison.OrdinalIgnoreCase))
        {
            authority.url = text;
            return authority;
        }
        var spoken = false;
        foreach (var field in Csv.Read(text, reason => Malformed.Text(text, Kind, Syntax, reason)))
        {
            var cut = field.IndexOf('=', StringComparison.Ordinal);
            if (cut < 0) throw Malformed.Text(text, Kind, Syntax, $"'{field}' is not of the form key=value");
            var (name, value) = (field[..cut], field[(cut + 1)..]);
            switch (name.ToLowerInvariant())
            {
                case "protocol" when value.Equals(Protocol, StringComparison.OrdinalIgnoreCase): spoken = true; break;
                case "protocol": throw Malformed.Text(text, Kind, Syntax, $"the only protocol is {Protocol}");
                case "url": authority.url = value; break;
                case "cacert": authority.certificate = PemFile.Certificates(cmdlet, value); break;
                default: authority.options[name] = value; break;
            }
        }
        if (authority.url is null) throw Malformed.Text(text, Kind, Syntax, "there is no url");
        return spoken ? authority : throw Malformed.Text(text, Kind, Syntax, "there is no protocol");
    }

    private JsonObject Json()
    {
        var json = new JsonObject { ["Protocol"] = Protocol, ["URL"] = url };
        if (options.Count > 0) json["Options"] = ContainerTools.Engine.SpecJson.Map(options);
        if (certificate is not null) json["CACert"] = certificate;
        return json;
    }
}
