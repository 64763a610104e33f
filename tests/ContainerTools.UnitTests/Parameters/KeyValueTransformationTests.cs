using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Net;

namespace ContainerTools.UnitTests.Parameters;

public class KeyValueTransformationTests
{
    private static readonly KeyValueTransformationAttribute Transformation = new();

    [Fact]
    public void Texts_pass()
    {
        Assert.Equal("A=b", Transformation.Transform(null, "A=b"));
        Assert.Equal("A", Transformation.Transform(null, "A"));
        Assert.Equal(["A=b=c", "B=", "C"], Assert.IsType<string[]>(Transformation.Transform(null, new object[] { "A=b=c", "B=", PSObject.AsPSObject("C") })));
        Assert.Null(Transformation.Transform(null, null));
    }

    [Fact]
    public void A_hashtable_gives_its_pairs_in_the_order_of_keys() =>
        Assert.Equal(["A=1", "B=two", "C=", "D=1.5", "E=True"], Assert.IsType<string[]>(Transformation.Transform(
            null, new Hashtable { ["E"] = true, ["D"] = 1.5, ["C"] = null, ["B"] = "two", ["A"] = 1 })));

    [Fact]
    public void An_ordered_dictionary_keeps_its_order_and_keys_keep_their_spelling() =>
        Assert.Equal(["my-key=1", "my_key=2", "mykey=3", "MyKey=4"], Assert.IsType<string[]>(Transformation.Transform(
            null, new OrderedDictionary { ["my-key"] = 1, ["my_key"] = 2, ["mykey"] = 3, ["MyKey"] = 4 })));

    [Fact]
    public void Texts_and_hashtables_mix_and_a_single_pair_is_a_single_text()
    {
        Assert.Equal(["A=1", "B=2"], Assert.IsType<string[]>(Transformation.Transform(null, new object[] { "A=1", new Hashtable { ["B"] = 2 } })));
        Assert.Equal("B=2", Transformation.Transform(null, new Hashtable { ["B"] = 2 }));
    }

    [Fact]
    public void Numbers_do_not_depend_on_the_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            german.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = german;
            Assert.Equal("1,5", 1.5m.ToString(CultureInfo.CurrentCulture));
            Assert.Equal("A=1.5", Transformation.Transform(null, new Hashtable { ["A"] = 1.5m }));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void What_has_no_text_is_refused_by_its_key_and_never_shown()
    {
        Refused.By(Transformation, new Hashtable { ["A"] = new[] { 1, 2 } }, "The value of 'A' is of type Int32[], which has no text");
        Refused.By(Transformation, new Hashtable { ["A"] = new Hashtable() }, "The value of 'A' is of type Hashtable");
        Refused.By(Transformation, new Hashtable { ["A"] = new NetworkCredential("", "secret").SecurePassword }, "The value of 'A' is of type SecureString");
        Refused.By(Transformation, new Hashtable { [""] = "secret" }, "'' is not a key");
        Refused.By(Transformation, new Hashtable { ["A=B"] = "secret" }, "'A=B' is not a key");
        Refused.By(Transformation, "", "no key");
        Refused.By(Transformation, new object?[] { "A=1", null }, "One of the values is $null");
        Refused.By(Transformation, Guid.Empty, "A value of type Guid is not a pair");
        var refusal = Assert.Throws<ArgumentTransformationMetadataException>(() => Transformation.Transform(null, "=secret"));
        Assert.DoesNotContain("secret", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_alone_can_be_refused()
    {
        var strict = new KeyValueTransformationAttribute { RequireValue = true };
        Refused.By(strict, "net.ipv4.ip_forward", "'net.ipv4.ip_forward' is not a pair of a key and a value: there is no value");
        Assert.Equal("net.ipv4.ip_forward=1", strict.Transform(null, "net.ipv4.ip_forward=1"));
    }
}
