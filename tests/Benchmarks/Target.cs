namespace ContainerTools.Benchmarks;

/// <summary>What the module may take, as a part of what another way takes.</summary>
/// <param name="Against"><c>docker</c> or <c>raw</c>.</param>
/// <param name="Factor">The limit: 0.05 is a twentieth.</param>
internal sealed record Target(string Against, double Factor)
{
    public static Target Docker(double factor) => new("docker", factor);

    public static Target Raw(double factor) => new("raw", factor);

    public override string ToString() => $"≤ {Part(Factor)} {Against}";

    public static string Part(double factor) => factor is > 0 and <= 0.5 ? $"1/{1 / factor:0.#}" : $"{factor:0.0#} ×";
}
