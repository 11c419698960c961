"""Function words: the small words that no sentence of a language does without and few sentences of another have.

Lower case. Written in one script a table each, because only languages of one script are ever compared by them.
"""

from collections.abc import Mapping
from typing import Final


def _table(rows: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in rows.items()}


LATIN: Final = _table(
    {
        "en": "the of and to in is was that for it with as his on be at by had not are but from or have an they which "
        "one you were her all she there would their we him been has when who will more no if out so said what its "
        "about than into them can only other new some could these two may then do first any my now such like over "
        "our even most after also did many before must through where much should i he a this your how just because "
        "me come go see am per under man men care war due",
        "fr": "le la les de des du et à en un une est que qui dans pour pas au sur plus par ce il ne se avec son sa "
        "ses aux sont été ont cette mais ou comme leur nous vous elle lui même tout fait être deux ces aussi était "
        "d'une c'est n'est qu'il l'on après avant sans entre encore très où donc dont alors leurs elles ils je "
        "a si y là dit",
        "es": "el la los las de y en que un una es por con para del se no su al lo como más pero sus le ya o fue este "
        "ha sí porque esta son entre está cuando muy sin sobre ser tiene también me hasta hay donde han quien desde "
        "todo nos durante todos uno les ni contra otros ese eso había ante ellos esto mí antes algunos qué unos yo "
        "otro otras otra él tanto esa estos mucho según años a dos solo si era",
        "pt": "o a os as de e que do da em um para com não uma no na por mais dos das ao se é foi à pelo pela "
        "mas como são ou ser quando muito já também só até isso ela entre depois sem mesmo aos ter seus sua seu quem "
        "nas me esse eles você essa nem suas meu às têm numa pelos elas qual nós lhe este dele está eu nos há ainda",
        "it": "di e il la che è un in per a una non sono con si da del le dei al come della delle nel alla ha i gli "
        "lo più ma anche questo dal suo sua su o ai era se essere stato hanno tra dalla degli nella ci sulla loro "
        "cui fra due così dopo questa dell'articolo ed già molto tutti solo perché quando chi sul alle dai mi io lui",
        "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus "
        "er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor "
        "zur bis mehr durch man sein wurde sei wenn seine unter wir kann gegen vom können schon eines ich ihre seiner "
        "alle da "
        "hatte was ihm daß zwischen",
        "nl": "de het een en van in is op te dat die voor zijn met niet aan er om ook als dan maar bij uit nog worden "
        "door naar heeft wordt tot hij was over hebben ze kan meer werd deze geen had dit zich wel of zo wat onder "
        "haar toen hun na veel moet tegen al zou we ik je waar jaar",
        "af": "die en van in is het 'n te wat vir dat nie met op hy om sy aan was as ook sal deur kan by uit hulle "
        "word na daar maar dit ek ons moet meer nog tot haar baie hierdie toe so oor",
        "sv": "och i att det som en på är av för med till den har inte om ett han men var jag sig från vi så kan man "
        "när nu hade eller också efter vid år där sin mot under bara än upp över då alla ut blir skulle vara kommer "
        "de hon mycket mellan varit dem detta något",
        "no": "og i det på som er en til å av for at med har de den ikke om et var jeg han men fra sier seg ble vi kan "
        "hun så etter blir hadde ved skal være år også opp over ut da mot hva der når noe bare eller nå blitt sin "
        "ville kunne mange mellom",
        "da": "og i at det er en til på som af for med den har de ikke om et var han men jeg fra sig der kan vi blev "
        "så hun efter bliver havde ved skal være år også op over ud da mod hvad når noget kun eller nu blevet sin "
        "ville kunne mange mellem af hvor meget",
        "is": "og að í á sem er það en til við um var með fyrir af ekki hann hún ekki þess frá þeir því eru hefur svo "
        "eins þar verið sér hafa þetta eftir eða upp verður nú þegar",
        "fi": "ja on ei se että oli hän mutta ovat kun niin myös joka mukaan ole tai kuin vain jo olla sen hänen nyt "
        "mitä kanssa jos jonka vielä olisi jotka sitä ollut sekä siitä tämä he me minä ennen jälkeen jossa noin",
        "et": "ja on ei et see oli ta kui aga ka oma mis või ning seda selle siis nii kes olid veel tema mida pole "
        "kuid välja juba ole peale sest mitte nende üle vaid enam pärast saab tuleb",
        "hu": "a az és hogy nem is egy van volt ez de csak meg már még azt mint ha ki vagy mert ezt lehet lesz után "
        "majd el azonban most nagyon pedig között szerint amely akkor minden két kell vagyok aki ami ahol",
        "pl": "w i na z do nie się że to jest o jak po co od za przez ale dla był są tym tak ich być już jego przy "
        "może było tylko oraz jej gdy która który które też tego czy lub jako ze pod bardzo więc będzie we go ma "
        "między roku nad bo także została został a by aby nas te on u",
        "cs": "a v se na je že s z do o to i ve za k po jsou by pro ale si od tak jako který které která jeho nebo "
        "byl bylo byla už také při při jen než podle až jsem však aby co jak ještě ze být má může před mezi této "
        "jsme jejich když není proto jejich více ke ho",
        "sk": "a v sa na je že s z do o to aj vo za k po sú by pre ale si od tak ako ktorý ktoré ktorá jeho alebo bol "
        "bolo bola už pri len než podľa až som však aby čo ešte zo byť má môže pred medzi tejto sme ich keď nie",
        "sl": "je in v na se da so za ki pa z ne bi po s tudi kot ni od ter pri še bo ali lahko do že bil bila iz tem "
        "ga le več kako tako med svoje vse leta zelo smo sem jih kar samo",
        "hr": "je i u na se da su za od s a o će koji ne to iz kao bi ili koja što do sve biti nije ali samo kako "
        "koje po već bio bila prema više kad još sam također jer nakon prije između može te njegov",
        "ro": "de și în a la cu care pe nu din că o este un să mai au o pentru prin fost sau se ca ce fi al lui ei "
        "sunt după dar când această acest între fără doar foarte dacă despre iar până era cel cea către într-un "
        "sa său am unui unei această lor am fi le ale ar nou el va ai",
        "tr": "ve bir bu da de için ile çok olarak daha olan gibi en ne kadar o sonra var ancak ise mi ki ama her "
        "değil göre olduğu yeni dedi diye iki ilk kendi olduğunu tarafından oldu etti büyük arasında nasıl şey "
        "ya veya hem mı yok ben bunun onun önce bütün son para on ay su",
        "az": "və bir bu da də üçün ilə çox olaraq daha olan kimi ən o sonra var ancaq isə ki amma hər deyil görə "
        "yeni dedi iki ilk öz tərəfindən oldu böyük arasında necə şey ya həm yox mən onun olub edib edir azərbaycan",
        "id": "yang dan di dengan ini itu untuk dari dalam tidak pada akan ke juga ada adalah oleh sebagai mereka "
        "karena bisa telah tersebut dapat saat lebih saya kami kita atau dia bahwa sudah seperti harus banyak "
        "hanya hari antara setelah menjadi namun masih ketika para sebuah satu tahun secara bukan belum",
        "ms": "yang dan di dengan ini itu untuk dari dalam tidak pada akan ke juga ada adalah oleh sebagai mereka "
        "kerana boleh telah tersebut dapat ketika lebih saya kami kita atau dia bahawa sudah seperti perlu banyak "
        "hanya antara selepas menjadi namun masih para sebuah ialah daripada kepada beliau berkata manakala turut",
        "tl": "ang ng sa na mga ay at si ni para hindi ito siya kung may nang niya mula pa rin lang din sila ko ako "
        "kanyang isang naman upang nila ating kayo pero dahil noong wala habang",
        "vi": "và của là có trong được cho không các một với những người này đã từ để khi về như đến cũng ra còn tại "
        "theo sẽ nhưng vào ông nhiều lại hơn trên sau nếu hay phải chỉ bị đó rất thì bà năm "
        "hai quan do ta con vai ba em",
        "sw": "ya na wa kwa katika ni za la kuwa hii cha hiyo yake wake huo hizo kama pia lakini au huyo kutoka "
        "ambayo ambao alisema hata baada kwamba watu mwaka nchi sana zaidi wakati moja vya hivyo kila bila mimi "
        "wao yeye kuna si alikuwa ilikuwa hakuna mwa kabla",
        "so": "oo iyo ah ka ku ee waa in la uu ay u si uga waxaa waxa ayaa lagu aan loo kale markii isku soo ama "
        "wuxuu dadka dalka sidii laga inay inuu kaas",
        "sq": "të e në i me që për një nga dhe më është nuk se ka si do kjo janë ishte por edhe u ky ai tij në kishte "
        "mund shumë vetëm pas kur deri këtë gjatë",
        "ca": "el la els les de i en que un una és per amb del no al se com més però seva seu ha ser va va són aquest "
        "aquesta també entre quan tot ja dels sobre fins està hi ho què molt sense on perquè així altres",
        "gl": "o a os as de e en que un unha é por con para do da dos das non no na ao se como máis pero súa seu foi "
        "ser son este tamén ata entre cando xa moi sobre pola polo esta desde hai onde",
        "eu": "eta da ez du bat dira zen dute hau ere baina izan den egin dela beste zuen ziren bere izango dituzte "
        "hori duen behar dago egiten oso baino gero arte",
        "lt": "ir yra kad į su iš tai bet ne jis apie kaip ar už po o buvo iki dėl savo jo kurie jau tik gali nuo per "
        "dar labai kai prie mano taip pat arba būti metų kuris",
        "lv": "un ir ar no ka par uz tas bet nav kas arī kā gan vai pēc tika lai bija viņš tiek kad jau pie savu to "
        "kuri šis tikai vēl līdz gada ļoti būs var tā",
        "cy": "y yr yn a i o ar mae am oedd ei gan eu wedi fod bod hefyd fel ond sydd hyn hynny cael bydd roedd na "
        "nid un neu wrth mewn dros gyda",
        "ga": "an na agus ar i a is go le do de bhí ag tá sé sin ach mar nach faoi ó bhfuil leis seo féin ná raibh aon",
        "mt": "li ta u ta' il-k fil- għal ma minn hija dan f' kien din fuq bħala jew kienet aktar biex għandu dawn",
        "eo": "la de kaj en estas al ne por ke kun li mi pri el ĝi estis sed oni kiel aŭ ili tiu sia kiu tio ĉi",
        "ha": "da a na ta ya ba ne ce wannan cikin don kuma wanda su shi ga domin daga lokacin kan zai sun an yi",
        "yo": "ni ti àwọn náà sí fún àti pé ó tí bí ṣe kò wọn jẹ́ lọ láti nínú ilé",
        "zu": "ukuthi futhi noma kanye ngo uma kodwa yini njengoba ngoba lapho yokuthi wathi ukuba kakhulu lo le",
        "ku": "û bi ji ku de di li ne ew jî wek her bo xwe bû an ev hate dike kir",
        "uz": "va bu bilan uchun bir ham deb esa bo'lgan edi kerak o'z yil lekin emas bo'yicha haqida keyin",
        "ht": "nan la ak pou yo ki li pa nou ki gen yon sou sa te fè ap men",
        "lb": "an de d' den dat et vun op mat fir ass net eng vum och wéi huet dass am ze awer oder hunn méi",
    }
)

ARABIC: Final = _table(
    {
        "ar": "في من على إلى أن التي الذي عن مع هذا هذه ما لا كان كما بعد بين قال ذلك كل أو قد لم حيث إن وفي ومن كانت "
        "عند منذ غير حتى ثم أي بأن وقد وهو هو هي فيها خلال ولا لن أنه إنه وكان وقال عليه تم يتم عام الى ان او اذا وأن",
        "fa": "در از به که این را با است آن برای بر یا هم تا شد خود شده بود یک نیز اما آنها کرد دارد می‌شود باید چه "
        "هر او ما من هستند نمی شود کند می کرده‌است ها های دو پس وی همه گفت کنند بین بوده اگر نیست ای روی دیگر "
        "و بعد بار کردن",
        "ur": "کے کی میں ہے سے اور کا کو نے کہ پر ہیں اس یہ تھا جو ایک گیا بھی تھے نہیں ان وہ ہو کر تو ہوئے کیا لیے "
        "اپنے تھی ساتھ بعد کہا گئے گئی جس ہوا جا سکتا",
        "ps": "د په او چې ته له سره هم یې کې دا دی شي ده وي کړي کړې لپاره نه یو ستاسو تر شوی کړ خو هغه شوې دي کوي ول "
        "به پر که باید یا ما و",
        "ckb": "لە و بە کە ئەو بۆ لەگەڵ ئەم هەر دەکات هەیە بوو وەک یەک کرد کردن بەڵام ئەوەی دوای یان بووە دەبێت سەر دا",
        "ug": "بىلەن بۇ ۋە بىر ئۇ ئۇنىڭ بولۇپ بولغان ئۈچۈن ھەم دەپ قىلىپ ئەمما يەنە كېيىن قىلغان مەن بار ئۇلار ھەر",
        "sd": "جي ۾ جو ۽ کي آهي کان جا تي سان هن ته آهن هو نه جنهن ٿي ان پر",
    }
)

CYRILLIC: Final = _table(
    {
        "ru": "и в не на что с по как это из к а его для от но за у был о так же все он бы до или только она они было "
        "который году мы ее её при чтобы также уже еще ещё со были быть этого во если после их ему когда под где я "
        "были нет того более этом",
        "uk": "і в не на що з до та як за це у для від але його про він які який був є також було або через так вони "
        "при під їх вона після щоб ми ще вже році бути ця якщо коли було їхній із всі тому ж більше",
        "be": "і у не на што з да як гэта для ад але яго пра ён які быў або праз так яны пры пад іх яна пасля каб мы "
        "яшчэ ўжо годзе таксама калі былі гэты было",
        "bg": "на и да за се от е с в не са че по до като този при който но това ще има или тя той му през го която "
        "които след бе беше само още към така също са си както обаче както бяха може между техните",
        "sr": "је и у на да се за су од са ће који не то из као би или која што до све није али само како које по већ "
        "био била према више још сам након пре",
        "mk": "на и да во се за од е со не што ќе го по до како кој но или тоа сè ги беше има само една според "
        "може меѓу бил биде како сите уште",
        "kk": "және бір да де мен үшін бұл деп ол еді бар емес болып деген кейін сол жылы туралы өз көп осы",
        "ky": "жана бир да менен үчүн бул деп ал эле бар эмес болуп деген кийин ошол жылы тууралуу өз көп",
        "tg": "ва дар аз ба ки ин бо барои то он буд аст шуд худ ҳам мекунад кард ё низ",
        "mn": "нь байна юм болон энэ тэр гэж байсан хийх нэг гэсэн ч өөрийн их болсон тул дээр",
        "tt": "һәм белән бер дә бу өчен ул дип иде булган аның кебек ел түгел",
    }
)

DEVANAGARI: Final = _table(
    {
        "hi": "के की में है और से का को कि ने पर यह हैं नहीं एक इस भी लिए कर तो ही था वह हो गया अपने किया थे जो साथ "
        "बाद रहा हुए रहे थी गई उन्होंने कहा इसके लेकिन",
        "mr": "आहे आणि या हे ते च्या व मध्ये की तर हा ही होते आहेत नाही एक त्या त्यांनी मात्र केली असे झाली होता "
        "म्हणून करण्यात यांनी झाले केले पण साठी",
        "ne": "छ र मा को हो लाई ले पनि भने यो गर्न छन् गरेको थियो भएको का गर्ने तथा उनले एक नेपाल बाट हुने छैन रहेको",
    }
)

SCRIPTS: Final[Mapping[str, Mapping[str, frozenset[str]]]] = {
    "Latin": LATIN,
    "Arabic": ARABIC,
    "Cyrillic": CYRILLIC,
    "Devanagari": DEVANAGARI,
}
"""The tables by the name of the script."""
