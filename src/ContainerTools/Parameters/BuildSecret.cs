using System.Collections;
using System.Management.Automation;
using System.Net;
using System.Security;
using System.Text;

namespace ContainerTools;

/// <summary>A secret that the steps of a build may mount (<c>docker build --secret</c>). Its value can be read from no property of it.</summary>
public sealed class BuildSecret
{
    internal const string Kind = "a secret of a build";
    internal const string Syntax = "id=name,src=file, or id=name,env=VARIABLE, or @{ name = <SecureString, PSCredential, bytes or file> }";

    private BuildSecret() { }

    /// <summary>What the Dockerfile calls it (<c>RUN --mount=type=secret,id=…</c>).</summary>
    public string Id { get; private init; } = "";

    /// <summary>The file that has its value, as it was given; <see langword="null"/> for none.</summary>
    public string? Source { get; private init; }

    /// <summary>The variable of this process's environment that has its value; <see langword="null"/> for none.</summary>
    public string? Env { get; private init; }

    /// <summary>The value itself; <see langword="null"/> where a file or a variable has it.</summary>
    internal byte[]? Value { get; private init; }

    /// <summary>Reads docker's syntax.</summary>
    /// <param name="text">For example <c>id=npm,src=./token.txt</c>.</param>
    /// <returns>The secret.</returns>
    /// <exception cref="FormatException">It is malformed. The message shows nothing of the text, which may be a secret by mistake.</exception>
    public static BuildSecret Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string? id = null, source = null, variable = null, type = null;
        foreach (var field in Csv.Read(text, static _ => Refuse("it is not well formed")))
        {
            var cut = field.IndexOf('=', StringComparison.Ordinal);
            if (cut < 0) throw Refuse("a part of it is not of the form key=value");
            var value = field[(cut + 1)..];
            switch (field[..cut].ToLowerInvariant())
            {
                case "id": id = value; break;
                case "src" or "source": source = value; break;
                case "env": variable = value; break;
                case "type": type = value is "file" or "env" ? value : throw Refuse("its type is neither 'file' nor 'env'"); break;
                default: throw Refuse("a part of it has another key than id, src, env and type");
            }
        }
        if (type == "env" && string.IsNullOrEmpty(variable)) (variable, source) = (source, null);
        return Make(id, source, variable);
    }

    internal static IEnumerable<BuildSecret> FromProperties(PropertyBag properties)
    {
        if (!properties.Given.Any(pair => pair.Key.Equals("Id", StringComparison.OrdinalIgnoreCase) && Bare(pair.Value) is string)) return [.. properties.Given.Select(pair => Of(pair.Key, pair.Value))];
        var secret = Make(properties.Text("id", "Id"), properties.Text("src", "source", "Source"), properties.Text("env", "Env"));
        properties.Complete(Kind);
        return [secret];
    }

    /// <summary>Writes docker's form, without a value.</summary>
    /// <returns>For example <c>id=npm,src=./token.txt</c>.</returns>
    public override string ToString() => Csv.Write([$"id={Id}", .. Source is null ? Array.Empty<string>() : [$"src={Source}"], .. Env is null ? Array.Empty<string>() : [$"env={Env}"]]);

    private static BuildSecret Make(string? id, string? source, string? variable)
    {
        if (string.IsNullOrEmpty(id)) throw Refuse("it has no id (without quotes PowerShell makes a list of what has commas)");
        (source, variable) = (source is "" ? null : source, variable is "" ? null : variable);
        if (source is not null && variable is not null) throw Refuse("a file and a variable are given");
        return new BuildSecret { Id = id, Source = source, Env = variable };
    }

    private static BuildSecret Of(string id, object? value)
    {
        if (id.Length == 0) throw Refuse("it has no id");
        return Bare(value) switch
        {
            SecureString secure => new BuildSecret { Id = id, Value = Bytes(secure) },
            PSCredential credential => new BuildSecret { Id = id, Value = Bytes(credential.Password) },
            FileInfo file => new BuildSecret { Id = id, Source = file.FullName },
            byte[] bytes => new BuildSecret { Id = id, Value = bytes },
            IList { Count: > 0 } items when items.Cast<object?>().All(item => Bare(item) is byte) => new BuildSecret { Id = id, Value = [.. items.Cast<object?>().Select(item => (byte)Bare(item)!)] },
            string => throw new FormatException($"The value of the secret '{id}' is text, which would stay in the history. Give a SecureString (Read-Host -AsSecureString), bytes or a file (Get-Item), or name a file or variable: 'id={id},src=…', 'id={id},env=…'."),
            var other => throw new FormatException($"The value of the secret '{id}' is {(other is null ? "$null" : $"of type {other.GetType().Name}")}. Give a SecureString, a PSCredential, bytes or a file."),
        };
    }

    private static byte[] Bytes(SecureString secure) => Encoding.UTF8.GetBytes(new NetworkCredential("", secure).Password);

    private static object? Bare(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    private static FormatException Refuse(string reason) => new($"This is not {Kind}: {reason}. Expected {Syntax}.");
}
