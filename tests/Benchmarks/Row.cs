namespace ContainerTools.Benchmarks;

/// <summary>Something that is measured, and held against its targets.</summary>
internal abstract class Row(string name, string work)
{
    /// <summary>What it is asked for by.</summary>
    public string Name { get; } = name;

    /// <summary>What is done.</summary>
    public string Work { get; } = work;

    /// <summary>Whether it takes so long that it is run only when it is named.</summary>
    public bool IsExtra { get; init; }

    public bool IsNamed(string text) => Name.Equals(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Measures. What it made on the engine and on the disk is gone afterwards.</summary>
    public abstract IEnumerable<Finding> Run(Bench bench);
}
